using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>A relation as one work item has it.</summary>
/// <param name="Kind">Reference name: <c>Hyperlink</c>, <c>AttachedFile</c>, <c>ArtifactLink</c> or that of a work item link's end.</param>
/// <param name="Url">The address of a resource; of a work item link nothing.</param>
/// <param name="TargetId">The other work item of a link; 0 for a resource.</param>
internal sealed record Relation(string Kind, string Url, long TargetId)
{
    /// <summary>Counted for resources.</summary>
    public long ResourceId { get; init; }

    public DateTimeOffset Added { get; init; }

    public string? Comment { get; init; }

    public string? FileName { get; init; }

    public long? ResourceSize { get; init; }

    public bool IsWorkItemLink => TargetId != 0;

    public bool IsSameAs(Relation other) => Kind == other.Kind && TargetId == other.TargetId && Url == other.Url;
}

/// <summary>A comment with all its versions, the last one current.</summary>
internal sealed class WorkItemComment(long id, bool isMarkdown)
{
    public long Id { get; } = id;

    public bool IsMarkdown { get; } = isMarkdown;

    public List<CommentVersion> Versions { get; } = [];

    public CommentVersion First => Versions[0];

    public CommentVersion Current => Versions[^1];
}

/// <summary>One version of a comment; a deletion is a version too.</summary>
internal sealed record CommentVersion(int Version, string Text, string AuthorId, DateTimeOffset At, bool IsDeleted);

/// <summary>One entry of a work item's history as it is answered: what one save changed.</summary>
/// <param name="Number">Counts from 1; runs ahead of the revisions.</param>
/// <param name="Fields">Reference name to <c>{oldValue, newValue}</c> with stored values; null where no field changed.</param>
internal sealed record WorkItemUpdate(int Number, int Rev, string ActorId, DateTimeOffset At, JsonObject? Fields)
{
    public ImmutableList<Relation> Added { get; init; } = [];

    public ImmutableList<Relation> Removed { get; init; } = [];

    public ImmutableList<Relation> Changed { get; init; } = [];

    public bool HasRelations => Added.Count + Removed.Count + Changed.Count > 0;
}

/// <summary>An uploaded file; a work item has it once a relation names it.</summary>
internal sealed class StoredAttachment(string id, string fileName)
{
    public string Id { get; } = id;

    public string FileName { get; } = fileName;

    public byte[] Bytes { get; set; } = [];

    /// <summary>Of a chunked upload that is under way; null once complete.</summary>
    public long? AwaitedBytes { get; set; }

    public bool IsComplete { get; set; } = true;
}
