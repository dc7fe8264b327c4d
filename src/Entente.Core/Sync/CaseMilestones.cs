using Entente.Core.Cases;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Only the opener's ticket resolves, reopens or closes the case (DESIGN 7), whether a person there did it or the hub under that party's own
/// accept rule.
/// </summary>
public static class CaseMilestones
{
    /// <summary>Records the milestone that our own write made, if it made one.</summary>
    /// <param name="before">The ticket before the write.</param>
    public static void RecordOwn(TicketDraft draft, TicketSnapshot? before)
    {
        if (draft.State.CaseId != draft.State.Address.Id || before is null || draft.State.Base is not { } now || ReferenceEquals(before, now))
            return;
        if (StateOf(draft, before) is { } was && StateOf(draft, now) is { } state && Of(was, state) is { } milestone)
        {
            var happened = new CaseEvent(draft.Now, milestone, draft.State.Address.Party, "", state, NativeId: $"own:{now.Revision}");
            draft.Record(new Happened([happened with { Lamport = draft.State.Lamport + 1 }]));
        }
    }

    /// <summary>The milestone between two canonical states; null for none.</summary>
    internal static CaseEventKind? Of(string was, string now) => (was, now) switch
    {
        ("resolved", "closed") or (not "closed", "closed") => CaseEventKind.Closed,
        (not "resolved", "resolved") => CaseEventKind.Resolved,
        ("resolved", "resolved") or ("closed", "closed") => null,
        ("resolved" or "closed", _) => CaseEventKind.Reopened,
        _ => null,
    };

    private static string? StateOf(TicketDraft draft, TicketSnapshot ticket) =>
        draft.State.Sides.Values.FirstOrDefault() is { } first
        && draft.Book.RuleFor(first.Link, draft.Connection) is { } rule
            ? draft.Shares.TryShare(rule, ticket, out _)?.Fields.State()
            : null;
}
