using System.Globalization;

using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;

using Rule = Entente.Core.Rules.Rule;

namespace Entente.Core.Sync;

/// <summary>
/// What people should know and cannot see in their own tracker, written there as an internal note of the hub: who has the case, that sharing stopped
/// or began again, what was not passed on and why. A note goes nowhere else, is written once per cause, and one that cannot be written holds up
/// nothing.
/// </summary>
internal static class Announcing
{
    /// <summary>Who has the case now.</summary>
    public static void Holder(TicketDraft draft) => Tell(
        draft,
        $"holder:{draft.State.HolderStamp.ToString(CultureInfo.InvariantCulture)}",
        $"{draft.Book.PartyName(draft.State.Holder)} has this case now.");

    /// <summary>The partner's side is parked: public code only, no text crosses in a receipt.</summary>
    public static void NotApplied(TicketDraft draft, SideState side, ReceiptEnvelope receipt)
    {
        if (receipt.Outcomes.Values.FirstOrDefault(outcome => outcome.Stage == ChangeStage.Parked) is { } parked)
            Tell(
                draft,
                $"not-applied:{side.Twin}:{receipt.Answers.ToString(CultureInfo.InvariantCulture)}",
                $"{draft.Book.PartyName(side.Partner.Party)} could not take the last change over yet ({parked.Code}). " +
                "It is kept, and goes on once that is mended there.");
    }

    /// <summary>Something of the partner's could not be written here.</summary>
    public static void Parked(TicketDraft draft, SideState side, Parking parking) => Tell(
        draft,
        $"parked:{side.Twin}:{(side.Inbound?.Seq ?? 0).ToString(CultureInfo.InvariantCulture)}:{parking.Code}",
        $"The exchange with {draft.Book.PartyName(side.Partner.Party)} waits here: {parking.Message} {parking.Remedy}");

    /// <summary>Something of ours stands in this tracker twice and could not be taken back.</summary>
    public static void Duplicate(TicketDraft draft, string key, WriteKind kind, string why) => Tell(
        draft,
        $"duplicate:{kind}:{key}",
        kind == WriteKind.Create
            ? $"{key} is a second copy of this ticket, made by a late or repeated request of Entente, and could not be closed: {why} Please close it."
            : $"A {(kind == WriteKind.AddComment ? "comment" : "file")} stands here twice by a late or repeated request of Entente. {why}");

    /// <summary>A person put the ticket back to an earlier state, and something of it was refused.</summary>
    public static void UndoRefused(TicketDraft draft, UndoState undo, string why) => Tell(
        draft,
        $"undo:{undo.Id}",
        $"{undo.By} asked to put this ticket back to how it was, and its tracker refused a part of that: {why}");

    /// <summary>Sharing was stopped or begun again by a visible act on the ticket.</summary>
    public static void Triggered(TicketDraft draft, SideState side, TicketSnapshot now, bool isOn) => Tell(
        draft,
        $"sharing:{side.Twin}:{now.Revision}",
        isOn
            ? $"Shared with {draft.Book.PartyName(side.Partner.Party)} again from now on."
            : $"No longer shared with {draft.Book.PartyName(side.Partner.Party)}: nothing new leaves this ticket until that is undone.");

    /// <summary>Files that the rule would share and its policies keep home.</summary>
    public static void KeptHome(TicketDraft draft, SideState side, Rule rule, IEnumerable<TicketAttachment> files)
    {
        foreach (var file in files)
            Tell(
                draft,
                $"kept:{side.Twin}:{file.NativeId}",
                $"The file {file.Name} was not passed on to {draft.Book.PartyName(side.Partner.Party)}: {Reason(rule, file)}");
    }

    private static string Reason(Rule rule, TicketAttachment file) => file.Bytes > rule.Policies.Attachments.MaxBytes
        ? $"it is larger than the {(rule.Policies.Attachments.MaxBytes / 1_000_000).ToString(CultureInfo.InvariantCulture)} MB that may leave."
        : $"files of the type {file.MediaType} do not leave here.";

    private static void Tell(TicketDraft draft, string cause, string text)
    {
        var isWanted = draft.State.Sides.Values.Any(side =>
            draft.Book.RuleFor(side.Link, draft.Connection) is { } rule && rule.Policies.Notes == NotePolicy.Write);
        if (!isWanted || draft.State.NativeId is null || draft.State.IsGone || draft.State.Announced.Contains(cause))
            return;
        var note = new CommentWrite(Origins.Hub, RichText.FromText(text), IsPublic: false, []);
        draft.Record(new Announced(cause, new EffectState
        {
            Id = Ids.Effect(draft.State.Address.Id, cause, WriteKind.AddComment, 0, 0),
            Twin = "",
            Step = new WriteStep(WriteKind.AddComment) { Comment = note },
        }));
    }
}
