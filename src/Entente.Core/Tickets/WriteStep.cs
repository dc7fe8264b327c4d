using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>What one call at a tracker changes.</summary>
public enum WriteKind { Create, Update, Transition, AddComment, EditComment, AddAttachment, LinkBack, Retire }

/// <summary>All that one decision wants written to one ticket, before a connector splits it into calls.</summary>
public sealed record TicketWrite
{
    /// <summary>Native field names and the values that the accept rule gave them.</summary>
    public IReadOnlyDictionary<string, CelValue> Fields { get; init; } = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);

    /// <summary>Comments to add or edit, in the order in which they must appear.</summary>
    public IReadOnlyList<CommentWrite> Comments { get; init; } = [];

    /// <summary>Files to add that belong to no comment of this write.</summary>
    public IReadOnlyList<FileWrite> Files { get; init; } = [];

    /// <summary>The ticket that this new one follows up, where the product knows such a thing.</summary>
    public string? FollowUpOf { get; init; }

    /// <summary>The partner's ticket, shown to people in this tracker; null when nothing is to be shown.</summary>
    public PartnerReference? Partner { get; init; }
}

/// <summary>A comment to write. <paramref name="Origin"/> is <c>connection:native id</c> of the comment that it repeats.</summary>
/// <param name="EditOf">Native id of the comment here whose text this replaces; null adds a new one.</param>
public sealed record CommentWrite(string Origin, RichText Body, bool IsPublic, IReadOnlyList<FileWrite> Files, string? EditOf = null)
{
    /// <summary>Who wrote what this repeats; null for the hub's own notes. It stays with the copy when that is shared further.</summary>
    public CommentSource? Source { get; init; }
}

/// <summary>The author of a comment where it was written.</summary>
/// <param name="Author">Display name.</param>
/// <param name="Party">The party whose person wrote it.</param>
public sealed record CommentSource(string Author, string Party, DateTimeOffset Created);

/// <summary>A file to write; the bytes lie in the blob store under their SHA-256.</summary>
/// <param name="Origin"><c>connection:native id</c> of the attachment that it repeats.</param>
public sealed record FileWrite(string Origin, string Name, string MediaType, long Bytes, string Sha256);

/// <summary>What people may see of the partner's ticket (only where the link contract lists <c>reference</c>).</summary>
public sealed record PartnerReference(string PartyName, string Key, Uri Address);

/// <summary>
/// One call's worth of a <see cref="TicketWrite"/>. The engine gives each step its effect id; the connector puts that id into the tracker as marker.
/// </summary>
public sealed record WriteStep(WriteKind Kind)
{
    public IReadOnlyDictionary<string, CelValue> Fields { get; init; } = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);

    public CommentWrite? Comment { get; init; }

    public IReadOnlyList<FileWrite> Files { get; init; } = [];

    public string? FollowUpOf { get; init; }

    public PartnerReference? Partner { get; init; }

    /// <summary>A second carrier of an earlier write's marker that this call puts out of the way.</summary>
    public Retirement? Retire { get; init; }
}
