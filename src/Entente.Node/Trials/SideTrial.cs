using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Node.Twins;

namespace Entente.Node.Trials;

/// <summary>Compares the rules in force with another book's, side by side, and counts.</summary>
internal sealed class SideTrial(HubContext hub, RuleBook other)
{
    public TrialResult Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Null for a side whose next send and write would be the same.</summary>
    public TrialSide? Compare(TicketState state, SideState side)
    {
        Counts = Counts with { Seen = Counts.Seen + 1 };
        if (state.Base is not { } ticket)
        {
            Counts = Counts with { Unread = Counts.Unread + 1 };
            return null;
        }

        var connection = state.Address.Connection;
        var found = RuleComparison.Of(ticket, side, hub.Book.RuleFor(side.Link, connection), other.RuleFor(side.Link, connection));
        Counts = Counts with
        {
            Same = Counts.Same + (found.IsSame ? 1 : 0),
            Different = Counts.Different + (found.Leaves.Count + found.Writes.Count > 0 ? 1 : 0),
            Failing = Counts.Failing + (found.Failures.Count > 0 ? 1 : 0),
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
