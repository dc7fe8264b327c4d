using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Text.Plain;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Two tickets that were both there before become a twin. The opener sends all that its rule shares; the far ticket takes it as an update of itself.
/// Where the two differ, the contract's <c>wins</c> decides, else the opener's value; what lost is kept and shown (Invariant 9). What the far ticket
/// has of its own (fields that it won, comments, files) goes back once.
/// </summary>
public static class Connecting
{
    /// <summary>Why a value lost.</summary>
    public const string Reason = "connected";

    /// <summary>How soon after the connection the far ticket makes sure that its own part went back.</summary>
    private static readonly TimeSpan ReconcileAfter = TimeSpan.FromMinutes(1);

    /// <summary>Opens the twin at the ticket where the link's cases begin; false when the ticket has one on this link already.</summary>
    /// <param name="partnerCase">The far ticket's own case; null when it has none.</param>
    public static bool Open(TicketDraft draft, string link, TicketAddress far, string? partnerCase, string nativeId)
    {
        if (draft.State.Sides.Values.Any(side => side.Link == link))
            return false;
        var caseId = draft.State.CaseId.Length == 0 ? draft.State.Address.Id : draft.State.CaseId;
        var holder = draft.State.Holder.Length == 0 ? draft.State.Address.Party : draft.State.Holder;
        var twin = TwinId(draft.State, link, nativeId);
        draft.Record(new TwinOpened(twin, link, far, IsOpener: true, caseId, draft.State.Hops, holder) { IsConnected = true });
        if (partnerCase is not null && partnerCase != caseId)
            draft.Record(Alias(draft, partnerCase, "from"));
        return true;
    }

    /// <summary>Opens the far ticket's side, when the opener's first envelope comes.</summary>
    internal static void OpenHere(TicketDraft draft, string twin, TicketAddress sender, ReplicaEnvelope envelope)
    {
        var own = draft.State.CaseId;
        draft.Record(new TwinOpened(twin, envelope.Link, sender, IsOpener: false, envelope.CaseId, envelope.Hops, sender.Party)
        {
            IsConnected = true,
            ReconcileAt = draft.Now + ReconcileAfter,
        });
        if (own.Length > 0 && own != envelope.CaseId)
            draft.Record(Alias(draft, envelope.CaseId, "into"));
    }

    /// <summary>Values of the two tickets that differ and that this ticket's rule would overwrite, as those that lose.</summary>
    internal static ImmutableList<Lost> Differences(TicketDraft draft, SideState side, ReplicaEnvelope envelope)
    {
        var lost = ImmutableList.CreateBuilder<Lost>();
        if (draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule)
            return lost.ToImmutable();
        var own = Own(draft, side);
        foreach (var (field, theirs) in envelope.Fields)
        {
            if (!own.TryGetValue(field, out var ours) || ours == theirs || !rule.AcceptsField(field))
                continue;
            var winner = Merging.Winner(draft, side, field);
            if (IsBlank(ours) && winner != draft.State.Address.Party)
                continue; // nobody loses what nobody wrote
            lost.Add(winner == Merging.Hold
                ? new Lost(field, theirs, side.Partner.Party, Merging.Held) { IsPartners = true }
                : winner == draft.State.Address.Party
                    ? new Lost(field, theirs, side.Partner.Party, Reason) { IsPartners = true }
                    : new Lost(field, ours, draft.State.Address.Party, Reason));
        }

        return lost.ToImmutable();
    }

    /// <summary>
    /// Takes this ticket's values as known to the partner, but for those that won: they alone go back. A value that lost, or that a person is to
    /// decide, would otherwise be sent against its own decision.
    /// </summary>
    internal static void Baseline(TicketDraft draft, string twin)
    {
        var side = draft.State.Sides[twin];
        var held = side.Inbound!.Outcomes.Where(outcome => outcome.Value.Code == Merging.Held).Select(outcome => outcome.Key).ToList();
        var known = Own(draft, side)
            .Where(own => !side.Inbound.LostFields.Contains(own.Key) || held.Contains(ItemName.OfField(own.Key)))
            .Where(own => side.Inbound.Envelope.Fields.ContainsKey(own.Key));
        draft.Record(new Baselined(twin, Ordered.Map<CelValue>().SetItems(known)));
    }

    /// <summary>The first twin of a ticket on a link is named as ever; one after an ended twin needs lanes of its own.</summary>
    private static string TwinId(TicketState state, string link, string nativeId)
    {
        var earlier = state.EndedSides.Values.Count(side => side.Link == link);
        return Ids.Twin(link, state.Address.Connection, earlier == 0 ? nativeId : $"{nativeId}~{earlier + 1}");
    }

    private static IReadOnlyDictionary<string, CelValue> Own(TicketDraft draft, SideState side) =>
        draft.State.Base is { } ticket && draft.Book.RuleFor(side.Link, draft.Connection) is { } rule
            && draft.Shares.TryShare(rule, ticket, out _) is { } share
            ? share.Fields
            : Ordered.Map<CelValue>();

    private static bool IsBlank(CelValue value) => value.IsNull
        || (value.Kind == CelKind.String ? value.AsString() : RichTextValue.Read(value) is { } rich ? PlainFormat.Write(rich) : "written") is "";

    private static Happened Alias(TicketDraft draft, string other, string reason)
    {
        var alias = new CaseEvent(draft.Now, CaseEventKind.Alias, draft.State.Address.Party, "", other, reason, $"alias:{other}");
        return new Happened([alias with { Lamport = draft.State.Lamport + 1 }]);
    }
}
