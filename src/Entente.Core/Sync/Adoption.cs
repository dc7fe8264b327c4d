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
        var changed = read.Steps.ToLookup(step => step.Author.IsHub || step.Marker is not null, step => step.Fields.Select(field => field.Field));
        var human = changed[false].SelectMany(fields => fields).ToHashSet(StringComparer.Ordinal);
        var ours = draft.State.Unread.Union(UnderWay(draft, changed[true].SelectMany(fields => fields)))
            .Where(field => !human.Contains(field))
            .ToList();
        if (ours.Count == 0 && draft.State.Unread.Count == 0)
            return;
        var merged = Merge(known, read.Snapshot, ours) with { Revision = known.Revision, Updated = known.Updated };
        var echo = draft.State.Sides.Values.Where(side => side.Inbound is not null)
            .SelectMany(side => Echo(draft, side.Twin, ours.Where(field => IsOf(draft, side, field)), merged));
        draft.Record(new Adopted(merged, Ordered.Map<ImmutableSortedDictionary<string, CelValue>>().SetItems(echo)));
    }

    /// <summary>True for a field that this side's envelope had us write.</summary>
    private static bool IsOf(TicketDraft draft, SideState side, string field) => side.Inbound!.Written.Contains($"field:{field}")
        || draft.State.Effects.Exists(effect => effect.Twin == side.Twin && effect.Step.Fields.ContainsKey(field));

    /// <summary>
    /// Fields of writes whose outcome is not known yet, that the tracker's history shows to be written by the hub's account: what was read is that
    /// write, not a person's change, whatever the probe will say of it later.
    /// </summary>
    private static IEnumerable<string> UnderWay(TicketDraft draft, IEnumerable<string> changedByHub) => draft.State.Effects
        .Where(effect => effect.Stage is EffectStage.InFlight or EffectStage.Ambiguous)
        .SelectMany(effect => effect.Step.Fields.Keys)
        .Intersect(changedByHub, StringComparer.Ordinal);

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
}
