using System.Runtime.CompilerServices;

using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Node.Tickets;
using Entente.Node.Twins;

namespace Entente.Node.Trials;

/// <summary>Compares the rules in force with another book's, side by side, and counts.</summary>
internal sealed class SideTrial(HubContext hub, RuleBook other)
{
    private const int ReportEvery = 500;

    private TrialResult counts = new(0, 0, 0, 0, 0);

    /// <summary>Open sides on these links that differ, as they are found, and now and then how far it is; the counts last.</summary>
    public async IAsyncEnumerable<TrialLine> RunAsync(HashSet<string> links, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var connections = new[] { hub.Book, other }.SelectMany(book => book.Accord.Links).Where(link => links.Contains(link.Id))
            .SelectMany(link => link.Between).ToHashSet(StringComparer.Ordinal);
        if (connections.Count > 0)
            await foreach (var row in TicketRows.AllAsync(hub, cancellation))
            {
                if (row.CaseId is null || !connections.Contains(row.Ticket.Connection))
                    continue;
                var state = (await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State;
                foreach (var side in state.Sides.Values.Where(side => links.Contains(side.Link)))
                {
                    if (Compare(state, side) is { } different)
                        yield return different;
                    if (counts.Seen % ReportEvery == 0)
                        yield return new TrialProgress(counts.Seen);
                }
            }

        yield return counts;
    }

    /// <summary>Null for a side whose next send and write would be the same.</summary>
    private TrialSide? Compare(TicketState state, SideState side)
    {
        counts = counts with { Seen = counts.Seen + 1 };
        if (state.Base is not { } ticket)
        {
            counts = counts with { Unread = counts.Unread + 1 };
            return null;
        }

        var connection = state.Address.Connection;
        var found = RuleComparison.Of(ticket, side, hub.Book.RuleFor(side.Link, connection), other.RuleFor(side.Link, connection));
        counts = counts with
        {
            Same = counts.Same + (found.IsSame ? 1 : 0),
            Different = counts.Different + (found.Leaves.Count + found.Writes.Count > 0 ? 1 : 0),
            Failing = counts.Failing + (found.Failures.Count > 0 ? 1 : 0),
        };
        return found.IsSame ? null : new TrialSide(
            $"{connection}:{ticket.Key.TrimStart('#')}",
            side.Twin,
            [.. found.Leaves.Select(Show)],
            [.. found.Writes.Select(Show)],
            [.. found.Failures.Select(failure => failure.Located)]);
    }

    private static TrialChange Show(ValueChange change) => new(
        change.Name, change.Before is { } before ? ShownValue.Of(before) : null, change.After is { } after ? ShownValue.Of(after) : null);
}
