using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Conservation;

/// <summary>
/// Checks once a minute that no change is lost from the counts (Invariant 7): the sums of every link, and ticket by ticket against the journal:
/// first the tickets that moved since the last look, then a stretch of all others, so that each is compared again and again.
/// </summary>
public sealed class ConservationWatch(HubContext hub)
{
    /// <summary>The reason of a hub whose changes do not add up.</summary>
    public const string Code = "hub.conservation";

    private const int MostMoved = 500;
    private const int Stretch = 500;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, IReadOnlyList<Violation>> broken = new(StringComparer.Ordinal);
    private readonly SortedSet<string> told = new(StringComparer.Ordinal);
    private string sweptTo = "";
    private long compared;
    private Balance? newest;

    /// <summary>The newest check; null before the first.</summary>
    public Balance? Newest => Volatile.Read(ref newest);

    /// <summary>Looks every minute until cancelled.</summary>
    public Task RunAsync(ILogger log, CancellationToken cancellation) =>
        hub.Time.RepeatAsync(Every, look => TryStepAsync(log, look), cancellation);

    /// <summary>Looks once.</summary>
    public async Task<Balance> StepAsync(CancellationToken cancellation)
    {
        foreach (var ticket in hub.MovedTickets.Take(MostMoved))
            if (await hub.Reader.TicketAsync(ticket, cancellation) is { } row)
                await CompareAsync(row.Ticket, cancellation);
        var rows = await hub.Reader.TicketsAsync(null, sweptTo, Stretch, cancellation);
        foreach (var row in rows)
            await CompareAsync(row.Ticket, cancellation);
        sweptTo = rows.Count < Stretch ? "" : rows[^1].Ticket.Id;

        var links = (await hub.Reader.ChangeCountsAsync(cancellation)).Select(link => Sum(link.Key, link.Value)).ToList();
        var balance = new Balance(hub.Now, links, compared, [.. links.SelectMany(Unknown), .. broken.Values.SelectMany(found => found)]);
        Volatile.Write(ref newest, balance);
        Report(balance);
        return balance;
    }

    private void Report(Balance balance)
    {
        var links = balance.Violations.Select(found => found.Link).Distinct().Order(StringComparer.Ordinal).ToList();
        if (links.Count == 0)
            hub.Health.Clear(Code);
        else
            hub.Health.Set(Code, $"Changes do not add up on link {string.Join(", ", links)}.", hub.Now);
    }

    private async Task TryStepAsync(ILogger log, CancellationToken cancellation)
    {
        try
        {
            Tell(await StepAsync(cancellation), log);
        }
        catch (StorageException refusal)
        {
            hub.Trouble.Note(refusal);
            log.LogWarning("Conservation could not be checked: {Reason}", refusal.Message);
        }
    }

    /// <summary>Each violation is logged and counted once, and again when it came back.</summary>
    private void Tell(Balance balance, ILogger log)
    {
        var now = balance.Violations.Select(found => $"{found.Link}: ticket {found.Ticket}: {found.What}").ToHashSet(StringComparer.Ordinal);
        told.RemoveWhere(text => !now.Contains(text));
        foreach (var text in now.Where(told.Add).Order(StringComparer.Ordinal))
        {
            hub.Counters.CountViolation();
            log.LogError("Conservation is violated on link {Violation}", text);
        }
    }

    private async Task CompareAsync(TicketAddress ticket, CancellationToken cancellation)
    {
        if (await TicketTally.CompareAsync(hub, ticket, cancellation) is not { } found)
        {
            hub.MovedTickets.Add(ticket.Id); // it moved under the look: next minute again
            return;
        }

        compared++;
        if (found.Count == 0)
            broken.Remove(ticket.Id);
        else
            broken[ticket.Id] = found;
    }

    private static LinkBalance Sum(string link, ImmutableSortedDictionary<string, long> states) => new(link, states.Values.Sum(), states);

    private static IEnumerable<Violation> Unknown(LinkBalance link) =>
        from state in link.States
        where !Enum.TryParse<ChangeStage>(state.Key, ignoreCase: true, out _)
        select new Violation(link.Link, "", $"{state.Value} changes are '{state.Key}', which is no state.");
}
