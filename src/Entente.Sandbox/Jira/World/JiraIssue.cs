using System.Collections.Immutable;
using System.Text.Json;

namespace Entente.Sandbox.Jira.World;

/// <summary>An issue as it stands at one instant. Immutable, so that a lagging index can keep an older one.</summary>
/// <param name="Values">Stored values by field id: ids for what is chosen from a list, documents for rich text; a stored
/// null is shown as null.</param>
internal sealed record IssueState(
    string Key, JiraProject Project, ImmutableSortedDictionary<string, JsonElement> Values, DateTimeOffset Updated)
{
    public JsonElement? this[string fieldId] =>
        Values.TryGetValue(fieldId, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string fieldId) => this[fieldId] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string fieldId) => this[fieldId] is { ValueKind: JsonValueKind.Array } value
        ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];
}

/// <summary>One issue. Its identity is <see cref="Id"/>; its key changes when it moves to another project.</summary>
internal sealed class JiraIssue(long id, DateTimeOffset created, IssueState state)
{
    private readonly List<(DateTimeOffset VisibleAt, IssueState State)> versions = [];

    public long Id { get; } = id;

    public DateTimeOffset Created { get; } = created;

    public IssueState State { get; private set; } = state;

    public string Key => State.Key;

    public JiraProject Project => State.Project;

    public string StatusId => State.Text("status")!;

    public string TypeId => State.Text("issuetype")!;

    public List<JiraComment> Comments { get; } = [];

    public List<JiraAttachment> Attachments { get; } = [];

    /// <summary>Oldest first.</summary>
    public List<JiraHistory> Histories { get; } = [];

    public SortedDictionary<string, JsonElement> Properties { get; } = new(StringComparer.Ordinal);

    public List<JiraRemoteLink> RemoteLinks { get; } = [];

    /// <summary>Accounts that its security level lets in; null for everyone who may browse the project.</summary>
    public IReadOnlyList<string>? VisibleTo { get; set; }

    /// <summary>When a deleted issue leaves the search index; null while it lives.</summary>
    public DateTimeOffset? GoneFromIndexAt { get; set; }

    /// <summary>Puts the issue into a new state, which search sees from <paramref name="visibleAt"/> on.</summary>
    public void Become(IssueState state, DateTimeOffset visibleAt)
    {
        State = state;
        versions.Add((visibleAt, state));
    }

    /// <summary>What the search index holds at <paramref name="now"/>: an older state, or null for an issue too young.</summary>
    public IssueState? Indexed(DateTimeOffset now)
    {
        var last = versions.FindLastIndex(version => version.VisibleAt <= now);
        if (last < 0)
            return null;
        versions.RemoveRange(0, last);
        return versions[0].State;
    }

    public bool IsVisibleTo(JiraUser? user) => user is not null && (VisibleTo is null || VisibleTo.Contains(user.AccountId));
}
