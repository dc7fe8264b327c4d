using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;

using Rule = Entente.Core.Rules.Rule;

namespace Entente.Core.Sync;

/// <summary>What planning looks at: the envelope, the ticket that it is to be applied to, and what of it was written before.</summary>
internal sealed class PlanTarget(TicketDraft draft, SideState side, Inbound inbound, Rule rule, IConnector connector)
{
    private readonly Overflow overflow = new(draft, rule, connector.Traits);

    public TicketDraft Draft => draft;

    public SideState Side => side;

    public Inbound Inbound => inbound;

    public Rule Rule => rule;

    public IConnector Connector => connector;

    /// <summary>True when a ticket is to be made: the first one, or the follow-up of a final one.</summary>
    public bool Makes => draft.State.NativeId is null || FollowUpOf is not null;

    /// <summary>The final ticket that a new one is to follow.</summary>
    public string? FollowUpOf =>
        draft.State is { NativeId: { } native, Base.IsFinal: true } && rule.Policies.Closed == ClosedPolicy.FollowUp
            && !inbound.HasMade
            ? native
            : null;

    /// <summary>The ticket that expressions read; null for one that is to be made.</summary>
    public TicketSnapshot? Ticket => Makes ? null : draft.State.Base;

    /// <summary>Full texts of what was cut, to be attached.</summary>
    public IReadOnlyList<FileWrite> OverflowFiles => [.. overflow.Files.Where(file => IsMissing(ItemName.OfFile(file.Origin)))];

    public Parking? MustPark() => draft.State.Base is { IsFinal: true } final && rule.Policies.Closed == ClosedPolicy.Park && FollowUpOf is null
        ? Parkings.OfFinal(final.Key, draft.Now)
        : null;

    public bool IsMissing(string item) => !inbound.Written.Contains(item);

    public bool IsNothing(TicketWrite write) =>
        !Makes && write.Fields.Count == 0 && write.Comments.Count == 0 && write.Files.Count == 0 && write.Partner is null;

    /// <summary>The partner's replica with our own value where theirs lost, and the comments and files of this envelope alone.</summary>
    public Replica Replica()
    {
        var fields = side.Received;
        foreach (var lost in inbound.LostFields.Union(inbound.Envelope.Fields.Keys.Where(IsOutdated)))
            if (side.Shared.TryGetValue(lost, out var ours))
                fields = fields.SetItem(lost, ours);
        return new Replica(fields, inbound.Envelope.Comments, inbound.Envelope.Files);
    }

    /// <summary>Canonical fields to apply; null for all, as for a ticket that is to be made or was just made.</summary>
    public IReadOnlySet<string>? Changed()
    {
        if (Makes || inbound.HasMade)
            return null;
        var changed = inbound.Envelope.Fields.Keys
            .Where(field => !inbound.LostFields.Contains(field) && !inbound.Overtaken.Contains(field) && !IsOutdated(field))
            .ToHashSet(StringComparer.Ordinal);
        if (inbound.Envelope.Comments.Count > 0)
            changed.Add("comments");
        if (inbound.Envelope.Files.Count > 0)
            changed.Add("attachments");
        return changed;
    }

    /// <summary>Of the accepted fields those that the ticket does not hold yet and that can be written now.</summary>
    public SortedDictionary<string, CelValue> Wanted(AcceptResult accepted)
    {
        var wanted = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (field, value) in accepted.Fields)
        {
            if (!IsWritableNow(field) || !IsMissing(ItemName.OfField(field)))
                continue;
            var fitted = overflow.Fit(field, value);
            if (Makes ? !fitted.IsNull : !Holds(field, fitted))
                wanted[field] = fitted;
        }

        return wanted;
    }

    /// <summary>The comment as it is to be written here; null when the rule does not want it (again).</summary>
    public CommentWrite? Comment(SharedComment comment, AcceptResult accepted)
    {
        var copy = draft.State.WrittenComments.FirstOrDefault(written => written.Value == comment.Origin).Key;
        if (Origins.IsAt(comment.Origin, draft.Connection))
            return null; // it was written here
        if (copy is not null && (rule.Policies.EditedComments == EditedCommentPolicy.Ignore || !side.SharedComments.ContainsKey(comment.Origin)))
            return null;
        var files = inbound.Envelope.Files.Where(file => comment.FileOrigins.Contains(file.Origin) && accepted.Files.Contains(file)
            && IsMissing(ItemName.OfFile(file.Origin)));
        var isEdit = copy is not null && connector.Traits.EditsComments && rule.Policies.EditedComments == EditedCommentPolicy.Update;
        var body = AuthorLine(comment, copy is not null && !isEdit);
        return new CommentWrite(
            comment.Origin, overflow.FitComment(body, comment.Origin), accepted.CommentsPublic, [.. files.Select(File)], isEdit ? copy : null)
        {
            Source = new CommentSource(comment.Author, comment.Party, comment.Created),
        };
    }

    /// <summary>A file that was added here, or that another link brought here already, is not written again.</summary>
    public bool HasFile(string origin) => Origins.IsAt(origin, draft.Connection) || draft.State.WrittenFiles.ContainsValue(origin);

    public static FileWrite File(SharedFile file) => new(file.Origin, file.Name, file.MediaType, file.Bytes, file.Sha256);

    public PartnerReference? ReferenceToShow() =>
        side.Reference is { } reference && inbound.Envelope.Reference is not null && !side.IsOpener && inbound.Seq == 1
        ? reference
        : null;

    /// <summary>
    /// Values in this tracker that somebody changed since our last write and that this write replaces: kept and shown (Invariant 9).
    /// </summary>
    public ImmutableList<Lost> Overwrites(TicketWrite write, AcceptResult accepted)
    {
        var lost = ImmutableList.CreateBuilder<Lost>();
        foreach (var field in write.Fields.Keys)
            if (Ticket is { } ticket && ticket.Fields.TryGetValue(field, out var current) && !current.IsNull
                && ReasonToKeep(field, current, accepted.Reads[field]) is { } reason)
                lost.Add(Lost.OfNative(field, current, draft.State.Address.Party, reason));
        return lost.ToImmutable();
    }

    private string? ReasonToKeep(string field, CelValue current, IReadOnlySet<string> reads)
    {
        if (reads.Overlaps(inbound.Contested))
            return null; // kept already, when the envelope was taken
        if (draft.State.Wrote.TryGetValue(field, out var ours))
            return connector.Holds(field, current, ours) ? null : "overwritten";
        // Of two tickets that were both there before, this value was never told to the partner.
        var isFirst = side.IsConnected && side.Received.Count == inbound.Envelope.Fields.Count;
        return isFirst && !reads.Overlaps(side.Shared.Keys) ? Connecting.Reason : null;
    }

    /// <summary>
    /// True for a value that stood here already and was changed since: the partner was told of the change as of one that knew its value, and takes
    /// it.
    /// </summary>
    private bool IsOutdated(string field) => side.Told.TryGetValue(field, out var told) && told.Knew == inbound.Seq;

    private bool IsWritableNow(string field) => connector.Schema.Fields.TryGetValue(field, out var declared)
        ? declared.Write switch
        {
            FieldWrite.Never => false,
            FieldWrite.OnCreate => Makes,
            FieldWrite.ThroughTransition => !Makes,
            FieldWrite.Always => true,
        }
        : true;

    private bool Holds(string field, CelValue wanted) =>
        Ticket is { } ticket && ticket.Fields.TryGetValue(field, out var current) && connector.Holds(field, current, wanted);

    private RichText AuthorLine(SharedComment comment, bool isEditNote)
    {
        if (rule.Policies.Author == AuthorPolicy.None && !isEditNote)
            return comment.Body;
        return comment.Body.Prepend(AuthorLines.For(AuthorLines.Who(comment.Author, draft.Book.PartyName(comment.Party)), isEditNote));
    }
}
