using System.Runtime.CompilerServices;

using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;
using Entente.Node.Twins;

namespace Entente.Node.Backfills;

/// <summary>
/// Brings existing tickets under a link's rule. The tickets come from the connector's own poll with a look-back of its own; the live poll's cursor is
/// not touched. Each is read and judged as its owner would; those to be linked get a notice, and their owners do the rest. A ticket that is linked
/// already, or whose notice waits, is not ordered again: running twice does nothing twice.
/// </summary>
internal sealed class Backfill(HubContext hub, BackfillRequest request, int maxWaiting = Backfill.MaxWaiting)
{
    /// <summary>How many ordered tickets may wait for their owners, so that live traffic is not starved.</summary>
    public const int MaxWaiting = 50;

    private const int MaxNamed = 20;
    private const int ReportEvery = 25;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly List<(TicketAddress Ticket, string Delivery)> waiting = [];
    private readonly List<BackfillRefusal> named = [];
    private BackfillCounts counts = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Reports as it goes. Throws <see cref="RefusedException"/> before the first report for what cannot be done at all.</summary>
    public async IAsyncEnumerable<BackfillReport> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var rule = RequireRule();
        var pages = new BackfillPages(hub, Open(rule.Connection));
        yield return Report("counting");
        while (await pages.NextAsync(cancellation) is { } nativeIds)
            foreach (var nativeId in nativeIds)
            {
                while (!await HasRoomAsync(cancellation))
                {
                    yield return Report("waiting");
                    if (!await HasRoomAsync(cancellation))
                        await Task.Delay(LookAgain, hub.Time, cancellation);
                }

                await JudgeAsync(rule, nativeId, cancellation);
                if (counts.Seen % ReportEvery == 0)
                    yield return Report("counting");
            }

        yield return Report(pages.Failure is not null ? "failed" : request.Yes ? "ordered" : "preview", pages.Failure);
    }

    private Rule RequireRule()
    {
        if (hub.Book.Accord.Link(request.Link) is not { } link)
            throw RefusedException.NoLink(request.Link);
        if (hub.Book.RuleFor(link.Id, link.CreatesFrom) is not { } rule)
            throw new RefusedException(422, $"Link '{link.Id}' has no rule at '{link.CreatesFrom}', where its twins begin.");
        if (!hub.Connectors.ContainsKey(link.CreatesFrom) || hub.OpenConnector is null)
            throw RefusedException.NotServed(link.CreatesFrom);
        if (request.Since >= hub.Now)
            throw new RefusedException(422, $"{request.Since:yyyy-MM-dd} is not in the past.");
        if (request.Yes && hub.Gates.IsDraining(link.Id))
            throw new RefusedException(409, $"Link '{link.Id}' is draining: let it go on first with entente resume {link.Id}.");
        return rule;
    }

    private IConnector Open(string connection) =>
        hub.OpenConnector!(hub.Connections[connection] with { LookBack = hub.Now - request.Since });

    private async Task JudgeAsync(Rule rule, string nativeId, CancellationToken cancellation)
    {
        counts = counts with { Seen = counts.Seen + 1 };
        try
        {
            var read = await hub.Connectors[rule.Connection].ReadAsync(nativeId, null, cancellation);
            await JudgeAsync(rule, read.Snapshot, cancellation);
        }
        catch (ConnectorException failure)
        {
            counts = counts with { Unreadable = counts.Unreadable + 1 };
            Name($"{rule.Connection}:{nativeId}", $"{failure.Message} ({failure.Code})");
        }
        catch (RuleException failure)
        {
            counts = counts with { NotShareable = counts.NotShareable + 1 };
            Name($"{rule.Connection}:{nativeId}", failure.Located);
        }
    }

    private async Task JudgeAsync(Rule rule, TicketSnapshot snapshot, CancellationToken cancellation)
    {
        var row = await TicketLookup.RowOfAsync(hub, rule.Connection, snapshot, cancellation);
        var state = await TicketLookup.StateOfAsync(hub, hub.Book.Accord.Connection(rule.Connection)!, row, snapshot, cancellation);
        if (state.Sides.Values.Any(side => side.Link == rule.Link.Id))
        {
            counts = counts with { Linked = counts.Linked + 1 };
        }
        else if (!Openings.IsOpen(state, hub.Book, rule))
        {
            counts = counts with { NotShareable = counts.NotShareable + 1 };
            Name($"{rule.Connection}:{snapshot.Key}", "Its case came from the partner, or a person ended its twin: connect it by hand.");
        }
        else if (!rule.Triggered(snapshot))
        {
            counts = counts with { NotTriggered = counts.NotTriggered + 1 };
        }
        else
        {
            rule.Share(snapshot);
            counts = counts with { Linkable = counts.Linkable + 1 };
            if (request.Yes)
                await OrderAsync(rule, state.Address, snapshot, cancellation);
        }
    }

    /// <summary>The delivery names rule and revision: the same judgement is ordered once, a new rule or a changed ticket again.</summary>
    private async Task OrderAsync(Rule rule, TicketAddress address, TicketSnapshot snapshot, CancellationToken cancellation)
    {
        var delivery = $"backfill:{rule.Version}:{snapshot.NativeId}:{snapshot.Revision}";
        var notice = new Notice(address, snapshot.NativeId, delivery, NoticeSource.Backfill, null, hub.Now);
        await hub.Journal.NoticeAsync(notice, cancellation);
        hub.Wake.Set();
        waiting.Add((address, delivery));
        counts = counts with { Ordered = counts.Ordered + 1 };
    }

    private async Task<bool> HasRoomAsync(CancellationToken cancellation)
    {
        if (waiting.Count < maxWaiting)
            return true;
        for (var i = waiting.Count - 1; i >= 0; i--)
            if ((await TicketPeek.OfAsync(hub, waiting[i].Ticket, cancellation)).Work.Notices.All(notice => notice.Delivery != waiting[i].Delivery))
                waiting.RemoveAt(i);
        return waiting.Count < maxWaiting;
    }

    private void Name(string ticket, string reason)
    {
        if (named.Count < MaxNamed)
            named.Add(new BackfillRefusal(ticket, reason));
    }

    private BackfillReport Report(string stage, string? failure = null) => new(stage, counts, [.. named], failure);
}
