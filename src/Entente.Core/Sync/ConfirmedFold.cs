using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What a definite yes changes: the base, the items that are ours now, and what the partner is taken to know.</summary>
internal static class ConfirmedFold
{
    public static TicketState Apply(TicketState state, Confirmed confirmed)
    {
        var effect = state.Effects.Single(open => open.Id == confirmed.EffectId);
        var next = state with
        {
            Effects = state.Effects.Remove(effect),
            NativeId = effect.Step.Kind == WriteKind.Create ? confirmed.Result.NativeId : state.NativeId,
            Base = confirmed.Base ?? state.Base,
            ReconcileAt = confirmed.ReconcileAt ?? state.ReconcileAt,
            IsStampYoung = state.IsStampYoung || confirmed.Result.Stored is not null,
            Watches = confirmed.Watch is { } watch ? [.. state.Watches ?? [], watch] : state.Watches,
            Undo = state.Undo is { } undo && undo.Owns(effect) ? undo.Wrote(effect) : state.Undo,
        };
        next = Fields(Items(next, effect, confirmed.Result), effect, confirmed.Result.Stored);
        next = Echo(next, confirmed.Echo);
        return !next.Sides.ContainsKey(effect.Twin) ? next : TicketFold.WithSide(next, effect.Twin, side => side with
        {
            Stage = SideStage.Active,
            Inbound = side.Inbound is null ? null : side.Inbound with { Written = side.Inbound.Written.Union(WrittenBy(effect.Step)) },
        });
    }

    public static TicketState Echo(TicketState state, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CelValue>> echo) =>
        echo.Aggregate(
            state, (next, known) => TicketFold.WithSide(next, known.Key, side => side with { Shared = side.Shared.SetItems(known.Value) }));

    private static IEnumerable<string> WrittenBy(WriteStep step)
    {
        foreach (var field in step.Fields.Keys)
            yield return ItemName.OfField(field);
        if (step.Comment is { } comment)
            yield return ItemName.OfComment(comment.Origin);
        foreach (var file in step.Files.Concat(step.Comment?.Files ?? []))
            yield return ItemName.OfFile(file.Origin);
        if (step.Kind == WriteKind.LinkBack)
            yield return ItemName.Reference;
        if (step.Kind == WriteKind.Create)
            yield return ItemName.Ticket;
    }

    private static TicketState Fields(TicketState state, EffectState effect, TicketSnapshot? stored)
    {
        var fields = effect.Step.Fields.Keys;
        var isUnread = effect.Step.Kind is WriteKind.Update or WriteKind.Transition && stored is null;
        return Wrote(state, effect, stored) with
        {
            Unread = isUnread ? state.Unread.Union(fields) : state.Unread.Except(fields),
            UnreadOf = isUnread
                ? state.UnreadOf.SetItems(fields.Select(field => KeyValuePair.Create(field, effect.Twin)))
                : state.UnreadOf.RemoveRange(fields),
        };
    }

    private static TicketState Wrote(TicketState state, EffectState effect, TicketSnapshot? stored) => state with
    {
        Wrote = state.Wrote.SetItems(effect.Step.Fields.Select(field =>
            KeyValuePair.Create(field.Key, stored is not null && stored.Fields.TryGetValue(field.Key, out var value) ? value : field.Value))),
    };

    private static TicketState Items(TicketState state, EffectState effect, WriteResult result)
    {
        if (effect.Step.Comment is { EditOf: null } comment && result.ItemId is { } commentId)
            state = state with
            {
                WrittenComments = state.WrittenComments.SetItem(commentId, comment.Origin),
                Relayed = comment.Source is { } source ? state.Relayed.SetItem(comment.Origin, source) : state.Relayed,
            };
        if (effect.Step.Kind == WriteKind.LinkBack && result.ItemId is { } noteId)
            state = state with { WrittenComments = state.WrittenComments.SetItem(noteId, Origins.Hub) };
        var files = effect.Step.Comment is { } withFiles ? [.. effect.Step.Files, .. withFiles.Files] : effect.Step.Files;
        for (var i = 0; i < files.Count && i < result.FileIds.Count; i++)
            if (result.FileIds[i].Length > 0) // a file that did not arrive has no id
                state = state with { WrittenFiles = state.WrittenFiles.SetItem(result.FileIds[i], files[i].Origin) };
        return state;
    }
}
