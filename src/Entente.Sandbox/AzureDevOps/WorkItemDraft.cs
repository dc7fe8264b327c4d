using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What one save is going to change: built from a patch or by hand, checked by the rules, carried out by the ledger.</summary>
internal sealed class WorkItemDraft(Organization organization, Revision? before)
{
    public ImmutableSortedDictionary<string, JsonElement>.Builder Values { get; } =
        (before?.Values ?? ImmutableSortedDictionary<string, JsonElement>.Empty).Remove("System.History").ToBuilder();

    public ImmutableSortedDictionary<string, string>.Builder Formats { get; } =
        (before?.Formats ?? ImmutableSortedDictionary<string, string>.Empty).ToBuilder();

    public List<Relation> Added { get; } = [];

    public List<Relation> Removed { get; } = [];

    /// <summary>Relations whose attributes change: before and after.</summary>
    public List<(Relation Before, Relation After)> Changed { get; } = [];

    /// <summary>Fields that the caller named.</summary>
    public SortedSet<string> Named { get; } = new(StringComparer.Ordinal);

    public Revision? Before => before;

    /// <summary>A comment to add; null for none.</summary>
    public string? Comment { get; set; }

    public bool CommentIsMarkdown { get; set; }

    public string? Text(string field) =>
        Values.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What a process rule may require: the value, whatever its type.</summary>
    public bool IsEmpty(string field) => !Values.TryGetValue(field, out var value)
        || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    public void Put(string field, string? value)
    {
        if (value is null)
            Values.Remove(field);
        else
            Values[field] = DevOpsJson.Element(value);
    }

    public bool Differs(string field) => !Same(before?[field], Values.TryGetValue(field, out var value) ? value : null);

    /// <summary>The project of the draft, which a move changes.</summary>
    public Project Project => organization.FindProject(Text("System.TeamProject") ?? "")
        ?? throw DevOpsRefusal.NoProject(Text("System.TeamProject") ?? "");

    /// <summary>The type of the draft, which a change of type changes.</summary>
    public WorkItemType Type => Project.Process.Find(Text("System.WorkItemType") ?? "")
        ?? throw DevOpsRefusal.NoType(Text("System.WorkItemType") ?? "", Project.Name);

    /// <summary>Whether a new revision follows: a field, a format, a comment or a resource changes. A work item link makes none.</summary>
    public bool MakesRevision => before is null
        || Comment is not null
        || Added.Concat(Removed).Concat(Changed.Select(pair => pair.After)).Any(relation => !relation.IsWorkItemLink)
        || !Formats.ToImmutable().SequenceEqual(before.Formats)
        || organization.Fields.All.Any(one => one.Kind != FieldKind.History && Differs(one.ReferenceName));

    public bool ChangesAnything => MakesRevision || Added.Count + Removed.Count + Changed.Count > 0;

    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is null || other is null ? one is null && other is null : JsonElement.DeepEquals(one.Value, other.Value);
}
