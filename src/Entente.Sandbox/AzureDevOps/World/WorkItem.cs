using System.Collections.Immutable;
using System.Text.Json;

namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>A work item as it stood from one instant on.</summary>
/// <param name="Rev">Counts from 1.</param>
/// <param name="Values">Stored values by reference name; ids for identities; an empty field is absent.</param>
/// <param name="Formats">Long text fields in Markdown: reference name to <c>Markdown</c>.</param>
/// <param name="Relations">All relations when the revision was made.</param>
/// <param name="Watermark">Counts every change of the organisation; what the revisions feed orders by.</param>
internal sealed record Revision(
    int Rev,
    ImmutableSortedDictionary<string, JsonElement> Values,
    ImmutableSortedDictionary<string, string> Formats,
    ImmutableList<Relation> Relations,
    long Watermark)
{
    public required DateTimeOffset ChangedDate { get; init; }

    public required string ChangedById { get; init; }

    /// <summary>The comment that this revision added.</summary>
    public long? CommentId { get; init; }

    public JsonElement? this[string field] => Values.TryGetValue(field, out var value) ? value : null;

    public string? Text(string field) => this[field] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

/// <summary>One work item. Its identity is <see cref="Id"/>; project and type may change.</summary>
internal sealed class WorkItem(long id)
{
    public long Id { get; } = id;

    /// <summary>Oldest first, never empty once the work item stands in the organisation.</summary>
    public List<Revision> Revisions { get; } = [];

    /// <summary>Oldest first. Work item links and edits of comments make an update without a revision.</summary>
    public List<WorkItemUpdate> Updates { get; } = [];

    public List<WorkItemComment> Comments { get; } = [];

    public ImmutableList<Relation> Relations { get; set; } = [];

    /// <summary>In the recycle bin since; null while it lives.</summary>
    public DateTimeOffset? DeletedDate { get; set; }

    public string? DeletedById { get; set; }

    public Revision Current => Revisions[^1];

    public string Title => Current.Text("System.Title") ?? "";

    public string State => Current.Text("System.State") ?? "";

    public string TypeName => Current.Text("System.WorkItemType") ?? "";

    public string ProjectName => Current.Text("System.TeamProject") ?? "";

    /// <summary>The revision that was current at an instant; null before the first.</summary>
    public Revision? AsOf(DateTimeOffset instant) => Revisions.FindLast(revision => revision.ChangedDate <= instant);

    /// <summary>When a revision ceased to be the current one; null for the current one.</summary>
    public DateTimeOffset? RevisedDate(Revision revision) => revision.Rev < Revisions.Count ? Revisions[revision.Rev].ChangedDate : null;
}
