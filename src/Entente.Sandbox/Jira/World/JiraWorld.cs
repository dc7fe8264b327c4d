using Entente.Sandbox.Jira.Fields;

namespace Entente.Sandbox.Jira.World;

/// <summary>All state of one imitated site. In memory, with counted ids, so that equal calls give equal sites.</summary>
internal sealed class JiraWorld
{
    private readonly SortedDictionary<string, long> lastIds = new(StringComparer.Ordinal);

    /// <summary>Current and former keys: a moved issue is still found by the key it had.</summary>
    private readonly SortedDictionary<string, long> keys = new(StringComparer.OrdinalIgnoreCase);

    public string Title { get; init; } = "Infinity's Jira";

    public string CloudId { get; init; } = "5f0a1c52-0b6e-4d0a-9d3c-7e11a5d0c0de";

    public JiraSettings Settings { get; } = new();

    public FieldCatalogue Fields { get; } = new();

    public SortedDictionary<string, JiraUser> Users { get; } = new(StringComparer.Ordinal);

    public List<JiraProject> Projects { get; } = [];

    public List<JiraStatus> Statuses { get; } = [];

    public List<JiraPriority> Priorities { get; } = [];

    public List<JiraResolution> Resolutions { get; } = [];

    public List<JiraIssueType> IssueTypes { get; } = [];

    public List<JiraLinkType> LinkTypes { get; } = [];

    public List<string> Roles { get; } = [];

    public List<string> Groups { get; } = [];

    public SortedDictionary<long, JiraIssue> Issues { get; } = [];

    /// <summary>Deleted issues that the index still lists.</summary>
    public List<JiraIssue> Deleted { get; } = [];

    public List<JiraIssueLink> Links { get; } = [];

    /// <summary>The next id of a kind of record. Kinds count apart, as they do on a site.</summary>
    public long NextId(string kind) => lastIds[kind] = lastIds.GetValueOrDefault(kind, 10000) + 1;

    /// <summary>Keeps ids at and below <paramref name="id"/> from being given out.</summary>
    public void ReserveId(string kind, long id) => lastIds[kind] = Math.Max(lastIds.GetValueOrDefault(kind, 10000), id);

    public void Add(JiraIssue issue)
    {
        Issues.Add(issue.Id, issue);
        Rekey(issue);
    }

    public void Rekey(JiraIssue issue) => keys[issue.Key] = issue.Id;

    public bool HasKey(string key) => keys.ContainsKey(key);

    public void Remove(JiraIssue issue, DateTimeOffset goneFromIndexAt)
    {
        Issues.Remove(issue.Id);
        foreach (var key in keys.Where(pair => pair.Value == issue.Id).Select(pair => pair.Key).ToList())
            keys.Remove(key);
        Links.RemoveAll(link => link.SourceId == issue.Id || link.DestinationId == issue.Id);
        issue.GoneFromIndexAt = goneFromIndexAt;
        Deleted.Add(issue);
    }

    public JiraIssue? FindIssue(string idOrKey) =>
        long.TryParse(idOrKey, out var id) || keys.TryGetValue(idOrKey, out id) ? Issues.GetValueOrDefault(id) : null;

    public JiraProject? FindProject(string idOrKey) =>
        Projects.Find(project => project.Key.Equals(idOrKey, StringComparison.OrdinalIgnoreCase) || project.Id.ToString() == idOrKey);

    public JiraStatus Status(JiraIssue issue) => Status(issue.StatusId);

    public JiraStatus Status(string id) => Statuses.Find(status => status.Id == id) ?? throw new InvalidOperationException($"No status {id}.");

    public JiraIssueType IssueType(string id) => IssueTypes.Find(type => type.Id == id) ?? throw new InvalidOperationException($"No type {id}.");

    /// <summary>Children of a sub-task type; what an epic holds is not among them.</summary>
    public IEnumerable<JiraIssue> Subtasks(JiraIssue parent) =>
        Issues.Values.Where(issue => issue.State.Text("parent") == parent.Id.ToString() && IssueType(issue.TypeId).IsSubtask);
}
