using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// A ticket of a restored store. Its journal ends where the backup was made; the tracker went on under an earlier time line of this hub, until the
/// lost stretch ended. Nothing of that may be repeated or skipped:
/// <code>
///   backup ────────── lost stretch ──────────┐ first start ── epoch + 1 ──▶
///      journal ends     people and the hub    └ every ticket is read again
///                       wrote to trackers       fields: who wrote last, our account or a person
///                                               comments, files, tickets of our account: found, not made again
/// </code>
/// A field that our account wrote last came from a partner, who will tell it again where a person changed it there; a field that a person changed
/// last is told again even when it is back where it was. The full argument is the decision page "Restore begins a new epoch".
/// </summary>
public static class Restoring
{
    public const string Source = "restore";

    /// <summary>
    /// Takes the ticket into the epoch, before the read is compared. Planned effects are dropped: they are decided again on what is there.
    /// </summary>
    /// <param name="read">Null for a ticket that does not exist yet.</param>
    public static void Begin(TicketDraft draft, TicketRead? read, int epoch)
    {
        draft.Record(read is null || draft.State.Base is not { } known ? new Restored(epoch) : Settled(draft, known, read, epoch));
        if (draft.State.NativeId is null)
            return; // a create keeps its id, by which the lost time line's is found
        foreach (var twin in draft.State.Effects.Where(IsOpenPlan).Select(effect => effect.Twin).Distinct().ToList())
            draft.Record(new Discarded(twin, Source, IsConflict: false));
    }

    /// <summary>
    /// What of an envelope's comments and files the lost time line wrote here already: each text and file of ours that the journal does not know,
    /// once, in the order in which they stand. False when there is none.
    /// </summary>
    internal static bool Recall(TicketDraft draft, string twin, TicketWrite write)
    {
        if (draft.Lost is not { } lost || draft.State.Base is not { } ticket)
            return false;
        var left = LostItems.Comments(draft.State, ticket, lost);
        var comments = ImmutableList.CreateBuilder<RecalledComment>();
        var files = Ordered.Map<string>().ToBuilder();
        foreach (var wanted in write.Comments.Where(comment => comment.EditOf is null))
        {
            if (left.Find(held => LostItems.IsCopy(held, wanted, ticket)) is not { } found)
                continue;
            left.Remove(found);
            comments.Add(new RecalledComment(found.NativeId, wanted.Origin, wanted.Source));
            foreach (var (native, origin) in LostItems.FilesOf(found, wanted, ticket))
                files[native] = origin;
        }

        foreach (var wanted in write.Comments.SelectMany(comment => comment.Files).Concat(write.Files))
            if (!files.ContainsValue(wanted.Origin) && LostItems.Files(draft.State, ticket, lost)
                .Find(held => !files.ContainsKey(held.NativeId) && lost.Hashes.GetValueOrDefault(held.NativeId) == wanted.Sha256) is { } found)
                files[found.NativeId] = wanted.Origin;
        if (comments.Count == 0 && files.Count == 0)
            return false;
        draft.Record(new ItemsRecalled(twin, comments.ToImmutable(), files.ToImmutable()));
        return true;
    }

    /// <summary>The native id of a note of ours with this text that the journal does not know; null for none.</summary>
    public static string? Note(TicketDraft draft, CommentWrite note) => draft.Lost is { } lost && draft.State.Base is { } ticket
        ? LostItems.Comments(draft.State, ticket, lost).Find(held => LostItems.IsCopy(held, note, ticket))?.NativeId
        : null;

    /// <summary>Files of our account whose bytes tell whether they are one of the envelope's.</summary>
    public static IReadOnlyList<TicketAttachment> FilesToHash(TicketDraft draft, string twin) =>
        draft.Lost is { } lost && draft.State.Base is { } ticket && draft.State.Sides[twin].Inbound?.Envelope.Files is { Count: > 0 } wanted
            ? [.. LostItems.Files(draft.State, ticket, lost).Where(held => wanted.Exists(file => file.Bytes == held.Bytes))]
            : [];

    /// <summary>Ids of effects by which the lost time line may have made the ticket of a create, the likeliest first.</summary>
    public static IReadOnlyList<string> Markers(TicketState state, EffectState create)
    {
        const int plans = 8;
        var side = state.Sides[create.Twin];
        var seq = side.Inbound!.Seq;
        string Id(long at, int ordinal, int plan) =>
            Ids.Effect(state.Address.Id, Planning.Cause(side, at), WriteKind.Create, ordinal, plan);
        var alike = Enumerable.Range(0, plans).Select(plan => Id(seq, plan, plan));
        if (create.Step.FollowUpOf is not null)
            alike = alike.Concat(
                from at in Enumerable.Range(0, 10).Select(step => Math.Max(1, seq - 2) + step)
                from ordinal in Enumerable.Range(0, 4)
                from plan in Enumerable.Range(0, 4)
                select Id(at, ordinal, plan));
        return [.. alike.Prepend(create.Id).Distinct()];
    }

    /// <summary>Of a recalled ticket what people changed stays as they left it.</summary>
    internal static void Keep(TicketDraft draft, TicketRead read)
    {
        var changed = read.Steps.Where(step => !step.Author.IsHub && step.Marker is null)
            .SelectMany(step => step.Fields).Select(field => field.Field).Distinct().Order(StringComparer.Ordinal).ToImmutableList();
        foreach (var side in draft.State.Sides.Values.Where(side => side.Inbound is { IsRecalled: true }))
            if (changed.Count > 0)
                draft.Record(new KeptFields(side.Twin, changed));
    }

    private static bool IsOpenPlan(EffectState effect) => effect is { Stage: EffectStage.Planned, Twin.Length: > 0 };

    private static Restored Settled(TicketDraft draft, TicketSnapshot known, TicketRead read, int epoch)
    {
        var last = new SortedDictionary<string, bool>(StringComparer.Ordinal); // by native field: whether our account wrote it last
        foreach (var step in read.Steps)
            foreach (var field in step.Fields)
                last[field.Field] = step.Author.IsHub || step.Marker is not null;
        var ours = last.Where(field => field.Value).Select(field => field.Key).ToList();
        var theirs = last.Where(field => !field.Value).Select(field => field.Key).ToList();
        var fields = new SortedDictionary<string, CelValue>(known.Fields.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in ours)
            if (read.Snapshot.Fields.TryGetValue(field, out var value))
                fields[field] = value;
        return new Restored(epoch)
        {
            Base = known with { Fields = fields },
            Wrote = Ordered.Map<CelValue>().SetItems(fields.Where(field => ours.Contains(field.Key))),
            Sides = Sides(draft, read.Snapshot, ours, theirs),
        };
    }

    private static ImmutableSortedDictionary<string, RestoredSide> Sides(
        TicketDraft draft, TicketSnapshot now, List<string> ours, List<string> theirs)
    {
        var sides = Ordered.Map<RestoredSide>();
        foreach (var side in draft.State.Sides.Values)
        {
            if (draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule || draft.Shares.TryShare(rule, now, out _) is not { } share)
                continue;
            var untold = theirs.SelectMany(rule.ShareFieldsReading).ToImmutableSortedSet(StringComparer.Ordinal);
            var known = ours.SelectMany(rule.ShareFieldsReading).Except(untold).ToHashSet(StringComparer.Ordinal);
            sides = sides.SetItem(side.Twin, new RestoredSide(
                Ordered.Map<CelValue>().SetItems(share.Fields.Where(field => known.Contains(field.Key))), [.. untold]));
        }

        return sides;
    }
}
