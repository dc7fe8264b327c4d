using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Conditions of a rule on a real ticket. One that fails there does not hold: what it would have started is not started.</summary>
internal static class RuleQuestions
{
    public static bool Triggers(this Rule rule, TicketSnapshot ticket) => Ask(() => rule.Triggered(ticket));

    public static bool Offers(this Rule rule, TicketSnapshot ticket, string to) => Ask(() => rule.HandoffOffered(ticket)?.To == to);

    public static bool Rejects(this Rule rule, TicketSnapshot ticket) => Ask(() => rule.HandoffRejected(ticket));

    public static ApprovalSigns Approvals(this Rule rule, TicketSnapshot ticket) =>
        new(Ask(() => rule.Approval(ticket).Requested), Ask(() => rule.Approval(ticket).Granted), Ask(() => rule.Approval(ticket).Refused));

    private static bool Ask(Func<bool> question)
    {
        try
        {
            return question();
        }
        catch (RuleException)
        {
            return false;
        }
    }
}
