using System.Collections.Immutable;

using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// From a read to envelopes. The read is compared with the base (which holds our own writes as the tracker stored them, so no echo shows), each open
/// link's share rule is asked for its replica, and what differs from what the partner was last told goes into the lane.
/// </summary>
public static class Observing
{
    /// <summary>
    /// Files that the sides' share rules would let out and whose bytes the partner does not have: to be fetched before <see cref="Observe"/>.
    /// </summary>
    public static IReadOnlyList<TicketAttachment> FilesToFetch(TicketDraft draft, TicketSnapshot snapshot)
    {
        if (snapshot.Attachments.Count == 0)
            return [];
        var wanted = new SortedDictionary<string, TicketAttachment>(StringComparer.Ordinal);
        foreach (var rule in Sharing.RulesFor(draft, snapshot))
        {
            var side = draft.State.Sides.Values.FirstOrDefault(s => s.Link == rule.Link.Id);
            if (draft.Shares.TryShare(rule, snapshot, out _) is not { } share)
                continue;
            foreach (var file in share.Attachments)
            {
                var origin = Origins.Of(draft.Connection, file.NativeId, file.Author, draft.State.WrittenFiles);
                if (origin != Origins.Hub && side?.SharedFiles.Contains(origin) != true)
                    wanted[file.NativeId] = file;
            }
        }

        return [.. wanted.Values];
    }

    /// <summary>Records the read, opens the twins that it triggers, and sends what changed.</summary>
    /// <param name="blobs">Native attachment id to its bytes' address; an attachment that could not be fetched is missing.</param>
    public static void Observe(TicketDraft draft, TicketRead read, string source, ObservedFiles blobs)
    {
        var known = draft.State.Base;
        Adoption.Adopt(draft, read);
        CaseMilestones.RecordOwn(draft, known);
        var made = Baseline(draft, read);
        var before = draft.State.Base ?? made;
        var differences = Difference.Between(before, read.Snapshot);
        Toggles(draft, before, read.Snapshot);
        OpenTwins(draft, read.Snapshot);
        var sends = new List<PendingSend>();
        var seen = new List<SeenChange>();
        foreach (var side in draft.State.Sides.Values)
            Compare(draft, side, read, differences, blobs, sends, seen);
        var events = CaseEvents.Of(draft, before, read, sends);
        draft.Record(new Observed(read.Snapshot, source, blobs.IsYoung, [.. seen], events.Seen));
        var entry = draft.Head;
        if (events.Moved.Count > 0)
            draft.Record(new Happened(events.Moved));
        foreach (var send in sends)
            Sharing.Send(draft, send with { Changes = [.. send.Changes.Select(change => change with { Seq = entry })] }, events.AcceptedAt);
    }

    private static void Compare(
        TicketDraft draft, SideState side, TicketRead read, IReadOnlyList<Difference> differences, ObservedFiles blobs, List<PendingSend> sends,
        List<SeenChange> seen)
    {
        var rule = draft.Book.RuleFor(side.Link, draft.Connection);
        var send = rule is null ? null : Share(draft, side, rule, read, blobs);
        var n = 0;
        var carried = ImmutableList.CreateBuilder<ChangeRef>();
        foreach (var difference in differences)
        {
            var items = send is null ? [] : difference.ItemsIn(send, rule!);
            n++; // Invariant 7: each difference is counted once per link, as carried or as filtered
            seen.Add(new SeenChange(
                n, side.Twin, difference.Name, items.Count == 0 ? ChangeStage.Filtered : ChangeStage.Pending, difference.Before, difference.After));
            if (items.Count > 0)
                carried.Add(new ChangeRef(0, n, difference.Name, items));
        }

        if (send is not null && !send.IsEmpty)
            sends.Add(send with { Changes = carried.ToImmutable() });
    }

    private static PendingSend? Share(TicketDraft draft, SideState side, Rule rule, TicketRead read, ObservedFiles blobs)
    {
        if (draft.Shares.TryShare(rule, read.Snapshot, out var problem) is { } share)
        {
            if (Sharing.Compare(draft, side, rule, share, read, blobs) is not { } send)
                return null;
            Announcing.KeptHome(draft, side, rule, share.KeptHome);
            return send;
        }

        Finishing.Park(draft, side.Twin, Parkings.OfRule(problem!, draft.Now));
        return null;
    }

    /// <summary>A trigger that turned on or off on a shared ticket is a visible act: it is answered where it was made.</summary>
    private static void Toggles(TicketDraft draft, TicketSnapshot? before, TicketSnapshot now)
    {
        foreach (var side in draft.State.Sides.Values.Where(side => side.IsOpener && before is not null))
            if (draft.Book.RuleFor(side.Link, draft.Connection) is { Policies.Untriggered: UntriggeredPolicy.Stop } rule
                && rule.Triggers(now) is var isOn && isOn != rule.Triggers(before!))
                Announcing.Triggered(draft, side, now, isOn);
    }

    /// <summary>
    /// What our share rule makes of a ticket that the hub just made is no news to the side that asked for it; what people did to it before the first
    /// read is. Answers the ticket as the hub made it, where they did something.
    /// </summary>
    private static TicketSnapshot? Baseline(TicketDraft draft, TicketRead read)
    {
        if (draft.State.Base is not null || draft.State.Sides.Values.All(side => side.Inbound is null))
            return null;
        var made = AsMade(read);
        foreach (var side in draft.State.Sides.Values.Where(side => side.Inbound is not null))
            if (draft.Book.RuleFor(side.Link, draft.Connection) is { } rule && draft.Shares.TryShare(rule, made ?? read.Snapshot, out _) is { } share)
                draft.Record(new Baselined(side.Twin, Ordered.Map<Cel.CelValue>().SetItems(share.Fields)));
        Restoring.Keep(draft, read);
        return made;
    }

    private static TicketSnapshot? AsMade(TicketRead read)
    {
        var acts = read.Steps.Where(step => !step.Author.IsHub && step.Marker is null).ToList();
        if (acts.Count == 0)
            return null;
        var fields = new SortedDictionary<string, Cel.CelValue>(read.Snapshot.Fields.ToDictionary(), StringComparer.Ordinal);
        foreach (var change in acts.AsEnumerable().Reverse().SelectMany(step => step.Fields.Reverse()))
            fields[change.Field] = change.Before;
        return read.Snapshot with
        {
            Fields = fields,
            Comments = [.. read.Snapshot.Comments.Where(comment => comment.Author.IsHub)],
            Attachments = [.. read.Snapshot.Attachments.Where(file => file.Author.IsHub)],
        };
    }

    private static void OpenTwins(TicketDraft draft, TicketSnapshot snapshot)
    {
        foreach (var rule in Openings.Of(draft.State, draft.Book, snapshot).ToList())
        {
            var twin = Ids.Twin(rule.Link.Id, draft.Connection, snapshot.NativeId);
            var far = draft.Book.ConnectionAt(rule.Link, draft.Connection);
            var partner = new Journal.TicketAddress(Ids.TicketOfTwin(far.Id, twin), far.Party, far.Id);
            var caseId = draft.State.CaseId.Length == 0 ? draft.State.Address.Id : draft.State.CaseId;
            draft.Record(new TwinOpened(
                twin, rule.Link.Id, partner, IsOpener: true, caseId, draft.State.Hops,
                draft.State.Holder.Length == 0 ? draft.State.Address.Party : draft.State.Holder));
        }
    }
}

/// <summary>What became of the files of a read.</summary>
/// <param name="Blobs">Native attachment id to the bytes' address.</param>
/// <param name="IsYoung">The read came within the tracker's time resolution of the ticket's last change.</param>
public sealed record ObservedFiles(IReadOnlyDictionary<string, BlobRef> Blobs, bool IsYoung);
