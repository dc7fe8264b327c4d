using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Which links a ticket would start to be on, by itself. A twin that a person ended is never opened again by a rule.</summary>
public static class Openings
{
    /// <summary>Rules whose trigger opens a twin now, in the order of the accord's links. A trigger that fails opens nothing.</summary>
    public static IEnumerable<Rule> Of(TicketState state, RuleBook book, TicketSnapshot snapshot) =>
        book.RulesOf(state.Address.Connection).Where(rule => Opens(state, book, rule, snapshot));

    /// <summary>
    /// True when the ticket may start a twin on the rule's link at all: twins begin on this side, the case did not come from there, and there is
    /// none yet.
    /// </summary>
    public static bool IsOpen(TicketState state, RuleBook book, Rule rule) =>
        rule.Link.CreatesFrom == state.Address.Connection
        && !state.Hops.Contains(book.ConnectionAt(rule.Link, state.Address.Connection).Id)
        && state.Sides.Values.All(side => side.Link != rule.Link.Id)
        && state.EndedSides.Values.All(side => side.Link != rule.Link.Id);

    /// <summary>True when the rule opens a twin now.</summary>
    internal static bool Opens(TicketState state, RuleBook book, Rule rule, TicketSnapshot snapshot) =>
        IsOpen(state, book, rule) && Starts(book, rule, snapshot);

    /// <summary>Whether the rule's trigger starts a twin; on a link with trigger <c>on-handoff</c> only together with the handoff.</summary>
    private static bool Starts(RuleBook book, Rule rule, TicketSnapshot snapshot) => rule.Triggers(snapshot)
        && (rule.Link.Trigger != LinkTrigger.OnHandoff || rule.Offers(snapshot, book.ConnectionAt(rule.Link, rule.Connection).Party));
}
