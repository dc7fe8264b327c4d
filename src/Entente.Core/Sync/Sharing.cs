using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Our share rule's result against what the partner was last told (Invariant 5: nothing else goes into an envelope).</summary>
internal static class Sharing
{
    /// <summary>Rules that concern a ticket: those of its sides, and those whose trigger opens a new one.</summary>
    public static IEnumerable<Rule> RulesFor(TicketDraft draft, TicketSnapshot snapshot)
    {
        foreach (var rule in draft.Book.RulesOf(draft.Connection))
            if (draft.State.Sides.Values.Any(side => side.Link == rule.Link.Id) || Openings.Opens(draft.State, draft.Book, rule, snapshot))
                yield return rule;
    }

    /// <summary>The replica, or null with the rule's failure.</summary>
    public static ShareResult? TryShare(Rule rule, TicketSnapshot snapshot, out RuleException? problem)
    {
        problem = null;
        try
        {
            var share = rule.Share(snapshot);
            var leaves = share.Attachments.ToLookup(file => rule.Policies.Attachments.Allows(file.MediaType, file.Bytes));
            return share with { Attachments = [.. leaves[true]], KeptHome = [.. leaves[false].Where(file => !file.Author.IsHub)] };
        }
        catch (RuleException failure)
        {
            problem = failure;
            return null;
        }
    }

    /// <summary>What of the replica the partner does not know yet.</summary>
    public static PendingSend? Compare(TicketDraft draft, SideState side, Rule rule, ShareResult share, TicketRead read, ObservedFiles files)
    {
        if (!Sends(side, rule, read.Snapshot))
            return null;
        var fields = share.Fields.Where(field => !side.Shared.TryGetValue(field.Key, out var known) || known != field.Value);
        var send = new PendingSend(side.Twin, rule)
        {
            At = read.Snapshot.Updated,
            Fields = Ordered.Map<CelValue>().SetItems(fields),
            Files = SharedFiles(draft, side, share, files),
        };
        return Comments(draft, side, share, send);
    }

    /// <summary>Puts the envelope into the lane.</summary>
    public static void Send(TicketDraft draft, PendingSend send, DateTimeOffset? acceptedAt)
    {
        var side = draft.State.Sides[send.Twin];
        var lamport = draft.State.Lamport + 1;
        var envelope = new ReplicaEnvelope
        {
            Link = side.Link,
            CaseId = draft.State.CaseId,
            Lamport = lamport,
            LastSeen = Seen(side),
            SeenFields = SeenFields(side, send),
            Hops = draft.State.Hops.Contains(draft.Connection) ? draft.State.Hops : draft.State.Hops.Add(draft.Connection),
            At = send.At,
            Fields = send.Fields,
            Comments = send.Comments,
            WithdrawnComments = send.Withdrawn,
            Files = send.Files,
            Reference = Reference(draft, send.Rule),
            HandoffTo = send.HandoffTo,
            HandoffReason = send.HandoffReason,
            Holder = draft.State.Holder,
            HolderStamp = draft.State.HolderStamp,
            AcceptedAt = acceptedAt,
        };
        var (seq, hash) = draft.Send(side, "replica", envelope);
        var digests = send.Comments.Select(comment => KeyValuePair.Create(comment.Origin, CommentDigest.Of(comment)));
        draft.Record(new Sent(
            send.Twin, seq, hash, send.Fields, Ordered.Map<string>().SetItems(digests), send.Withdrawn, [.. send.Files.Select(file => file.Origin)])
        {
            Changes = send.Changes,
            HandoffTo = send.HandoffTo,
            Lamport = lamport,
            HolderStamp = envelope.HolderStamp,
            Seen = envelope.SeenFields,
        });
    }

    /// <summary>What is not applied yet was not seen by the people here; of the envelope that made the ticket they saw all.</summary>
    private static long Seen(SideState side) =>
        side.Inbound is not { } open ? side.TakenSeq : open.HasMade ? open.Seq : open.Seq - 1;

    /// <summary>Fields whose values people changed after an envelope that is applied in part had brought them.</summary>
    private static ImmutableSortedSet<string> SeenFields(SideState side, PendingSend send)
    {
        if (side.Inbound is not { } open || open.HasMade)
            return Ordered.Set();
        return send.Fields.Keys.Where(field => StoodHere(field) || (side.Told.TryGetValue(field, out var told) && told.Knew == open.Seq))
            .ToImmutableSortedSet(StringComparer.Ordinal);

        bool StoodHere(string field) =>
            side.Shared.TryGetValue(field, out var stood) && open.Envelope.Fields.TryGetValue(field, out var brought) && stood == brought;
    }

    /// <summary>Our ticket as the partner's people may see it.</summary>
    public static PartnerReference? Reference(TicketDraft draft, Rule rule) => rule.Link.Reference && draft.State.Base is { } ticket
        ? new PartnerReference(draft.Book.PartyName(draft.State.Address.Party), ticket.Key, ticket.Address)
        : null;

    /// <summary>What a person connected is shared until a person disconnects it, whatever the trigger says.</summary>
    internal static bool Sends(SideState side, Rule rule, TicketSnapshot snapshot) =>
        !side.IsOpener || side.IsConnected || rule.Policies.Untriggered == UntriggeredPolicy.Keep || rule.Triggers(snapshot);

    private static PendingSend Comments(TicketDraft draft, SideState side, ShareResult share, PendingSend send)
    {
        var comments = ImmutableList.CreateBuilder<SharedComment>();
        var natives = Ordered.Map<string>().ToBuilder();
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var comment in share.Comments)
        {
            var origin = Origins.Of(draft.Connection, comment.NativeId, comment.Author, draft.State.WrittenComments);
            present.Add(origin);
            var isKnown = side.SharedComments.TryGetValue(origin, out var digest);
            if (origin == Origins.Hub || CameFrom(side, origin)
                || (isKnown && (!Origins.IsAt(origin, draft.Connection) || digest == CommentDigest.Of(comment.Body))))
                continue;
            natives[comment.NativeId] = origin;
            comments.Add(Shared(draft, origin, comment) with
            {
                Edited = comment.Edited,
                FileOrigins = [.. comment.AttachmentIds.Select(id => Origins.OfFile(draft.Connection, id, draft.State.WrittenFiles))],
            });
        }

        var withdrawn = side.SharedComments.Keys.Where(origin => Origins.IsAt(origin, draft.Connection) && !present.Contains(origin));
        return send with { Comments = comments.ToImmutable(), CommentOrigins = natives.ToImmutable(), Withdrawn = [.. withdrawn] };
    }

    /// <summary>A comment that came from elsewhere travels on under its author's name, without the line that named the author here.</summary>
    private static SharedComment Shared(TicketDraft draft, string origin, TicketComment comment) =>
        draft.State.Relayed.TryGetValue(origin, out var source)
            ? new SharedComment(
                origin, source.Author, null, source.Party, comment.IsPublic,
                AuthorLines.Below(comment.Body, AuthorLines.Who(source.Author, draft.Book.PartyName(source.Party))), source.Created)
            : new SharedComment(origin, comment.Author.Name, null, draft.State.Address.Party, comment.IsPublic, comment.Body, comment.Created);

    /// <summary>
    /// True for what the partner itself has: it was written there, or stands in the envelope that is being applied here right now and is not
    /// finished.
    /// </summary>
    private static bool CameFrom(SideState side, string origin) => Origins.IsAt(origin, side.Partner.Connection)
        || (side.Inbound is { Envelope: var envelope }
            && (envelope.Comments.Exists(comment => comment.Origin == origin) || envelope.Files.Exists(file => file.Origin == origin)));

    private static ImmutableList<SharedFile> SharedFiles(TicketDraft draft, SideState side, ShareResult share, ObservedFiles files)
    {
        var shared = ImmutableList.CreateBuilder<SharedFile>();
        foreach (var file in share.Attachments)
        {
            var origin = Origins.Of(draft.Connection, file.NativeId, file.Author, draft.State.WrittenFiles);
            if (origin != Origins.Hub && !CameFrom(side, origin) && !side.SharedFiles.Contains(origin)
                && files.Blobs.TryGetValue(file.NativeId, out var blob))
                shared.Add(new SharedFile(origin, file.Name, file.MediaType, blob.Bytes, blob.Sha256));
        }

        return shared.ToImmutable();
    }
}
