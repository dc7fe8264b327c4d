using System.Text.Json;

namespace Entente.Sandbox.Jira.World;

/// <summary>A comment. Its body is an Atlassian Document whatever the API version it came by.</summary>
internal sealed class JiraComment
{
    /// <summary>The value of <c>sd.public.comment</c> that makes a comment internal.</summary>
    public static readonly JsonElement InternalNote = JsonElement.Parse("""{"internal":true}""");

    public required long Id { get; init; }

    public required string AuthorId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required JsonElement Body { get; set; }

    public required string UpdateAuthorId { get; set; }

    public required DateTimeOffset Updated { get; set; }

    public CommentVisibility? Visibility { get; set; }

    public SortedDictionary<string, JsonElement> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>False for a service desk's internal note: the property <c>sd.public.comment</c> says so.</summary>
    public bool IsPublic => !(Properties.TryGetValue("sd.public.comment", out var value)
        && value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("internal", out var isInternal)
        && (isInternal.ValueKind == JsonValueKind.True || (isInternal.ValueKind == JsonValueKind.String && isInternal.GetString() == "true")));

    public bool IsVisibleTo(JiraUser user) => Visibility is null || Visibility.Type != "role" || user.Roles.Contains(Visibility.Value);
}

/// <summary>A restriction of a comment to a project role or a group.</summary>
internal sealed record CommentVisibility(string Type, string Value, string Identifier);

/// <summary>A file on an issue.</summary>
internal sealed record JiraAttachment(long Id, string FileName, string MimeType, byte[] Bytes, string AuthorId, DateTimeOffset Created);

/// <summary>One entry of the changelog: what one act of one person changed.</summary>
internal sealed record JiraHistory(long Id, string AuthorId, DateTimeOffset Created, IReadOnlyList<HistoryItem> Items);

/// <summary>One field of one act. <paramref name="From"/> and <paramref name="To"/> are ids, the texts what a person reads.</summary>
internal sealed record HistoryItem(string Field, string FieldType, string? FieldId, string? From, string? FromText, string? To, string? ToText);

/// <summary>A link to a thing outside the site, unique by its global id where it has one.</summary>
internal sealed record JiraRemoteLink(long Id, string? GlobalId, JsonElement? Application, string? Relationship, JsonElement Object);

/// <summary>A relation of two issues: the source is the side that reads the outward name.</summary>
internal sealed record JiraIssueLink(long Id, JiraLinkType Type, long SourceId, long DestinationId);
