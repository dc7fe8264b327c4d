using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Echo suppression by what the tracker stored. The base of the next comparison takes our written fields as the tracker has them now, and the side
/// whose envelope asked for the write is taken to know what our share rule makes of them; other links are told like of any change. Fields that we did
/// not write keep their old base, so a person's change that came in between still shows.
/// </summary>
public static class Adoption
{
    /// <summary>The fact of a definite yes, with base and echo.</summary>
    /// <param name="reconcileAfter">When to look again for what may have hidden beside this write.</param>
    public static Confirmed Confirm(TicketDraft draft, EffectState effect, WriteResult result, TimeSpan reconcileAfter)
    {
        var made = effect.Step.Kind == WriteKind.Create;
        // A probe shows the ticket as people left it since: the next read, with its history, tells whose it is.
        if (effect.Stage == EffectStage.Ambiguous && !made && effect.Step.Fields.Count > 0)
            result = result with { Stored = null };
        var merged = made || draft.State.Base is null ? null : Merge(draft.State.Base, result.Stored, effect.Step.Fields.Keys);
        var echo = merged is null || effect.Twin.Length == 0 || effect.Step.Fields.Count == 0
            ? Ordered.Map<ImmutableSortedDictionary<string, CelValue>>()
            : Ordered.Map<ImmutableSortedDictionary<string, CelValue>>().SetItems(Echo(draft, effect.Twin, effect.Step.Fields.Keys, merged));
        return new Confirmed(effect.Id, result, merged, echo)
        {
            ReconcileAt = made ? null : draft.Now + reconcileAfter,
            Watch = Watch.Of(draft.State.Effects.Single(open => open.Id == effect.Id), result, draft.Now),
        };
    }

    /// <summary>
    /// Takes over, from a read, the fields whose stored value we were not told; a person's later change to one of them is not ours.
    /// </summary>
    internal static void Adopt(TicketDraft draft, TicketRead read)
    {
        if (draft.State.Base is not { } known)
            return;
        var human = read.Steps.Where(step => !IsHubs(step)).SelectMany(step => step.Fields).Select(field => field.Field)
            .ToHashSet(StringComparer.Ordinal);
        var ours = draft.State.Unread.Select(field => new OwnField(field, draft.State.UnreadOf.GetValueOrDefault(field, "")))
            .Concat(UnderWay(draft, read))
            .Where(own => !human.Contains(own.Field))
            .ToList();
        if (ours.Count == 0 && draft.State.Unread.Count == 0)
            return;
        var merged = Merge(known, read.Snapshot, ours.Select(own => own.Field)) with { Revision = known.Revision, Updated = known.Updated };
        var echo = draft.State.Sides.Values.Where(side => side.Inbound is not null)
            .SelectMany(side => Echo(draft, side.Twin, ours.Where(own => own.Twin == side.Twin).Select(own => own.Field), merged));
        draft.Record(new Adopted(merged, Ordered.Map<ImmutableSortedDictionary<string, CelValue>>().SetItems(echo)));
    }

    /// <summary>
    /// Fields of writes whose outcome is not known yet, and that the tracker's history shows to be written by the hub's account: what was read is
    /// that write, whatever the probe will say of it later. Only where the ticket holds what that write wants: another write of ours may have come
    /// in between, or the tracker may compute a value from what two of them left.
    /// </summary>
    private static IEnumerable<OwnField> UnderWay(TicketDraft draft, TicketRead read)
    {
        var changed = read.Steps.Where(IsHubs).SelectMany(step => step.Fields).Select(field => field.Field).ToHashSet(StringComparer.Ordinal);
        return
            from effect in draft.State.Effects
            where effect.Stage is EffectStage.InFlight or EffectStage.Ambiguous
            from field in effect.Step.Fields
            where changed.Contains(field.Key) && read.Snapshot.Fields.TryGetValue(field.Key, out var now) && draft.Holds(field.Key, now, field.Value)
            select new OwnField(field.Key, effect.Twin);
    }

    private static bool IsHubs(HistoryStep step) => step.Author.IsHub || step.Marker is not null;

    private static TicketSnapshot Merge(TicketSnapshot known, TicketSnapshot? stored, IEnumerable<string> written)
    {
        if (stored is null)
            return known;
        var fields = new SortedDictionary<string, CelValue>(known.Fields.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in written)
            if (stored.Fields.TryGetValue(field, out var value))
                fields[field] = value;
        var isAlone = stored.Fields.All(field => fields.TryGetValue(field.Key, out var value) && value == field.Value);
        return isAlone
            ? known with { Fields = fields, Revision = stored.Revision, Updated = stored.Updated }
            : known with { Fields = fields };
    }

    /// <summary>
    /// What the partner of a twin is taken to know: of what our share rule makes of the written fields, that which the write changed. What stood
    /// there before it, as another link brought it, the partner is told as ever.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, ImmutableSortedDictionary<string, CelValue>>> Echo(
        TicketDraft draft, string twin, IEnumerable<string> written, TicketSnapshot now)
    {
        if (!draft.State.Sides.TryGetValue(twin, out var side))
            yield break; // the twin was ended while the write was under way
        if (draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule || draft.Shares.TryShare(rule, now, out _) is not { } share)
            yield break;
        var before = draft.State.Base is { } known ? draft.Shares.TryShare(rule, known, out _) : null;
        var touched = written.SelectMany(rule.ShareFieldsReading).ToHashSet(StringComparer.Ordinal);
        var changed = share.Fields.Where(field => touched.Contains(field.Key)
            && !(before is not null && before.Fields.TryGetValue(field.Key, out var stood) && stood == field.Value));
        yield return KeyValuePair.Create(twin, Ordered.Map<CelValue>().SetItems(changed));
    }

    /// <summary>A native field that the hub wrote, and the twin whose envelope asked for it; empty for none.</summary>
    private sealed record OwnField(string Field, string Twin);
}
