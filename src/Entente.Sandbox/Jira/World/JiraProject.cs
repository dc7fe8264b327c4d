namespace Entente.Sandbox.Jira.World;

/// <summary>A project: the prefix of keys, the issue types offered and the workflow that its issues follow.</summary>
internal sealed class JiraProject(long id, string key, string name, JiraWorkflow workflow)
{
    private long lastNumber;

    public long Id { get; } = id;

    public string Key { get; } = key;

    public string Name { get; } = name;

    /// <summary><c>software</c>, <c>business</c> or <c>service_desk</c>.</summary>
    public string TypeKey { get; init; } = "software";

    public string? LeadAccountId { get; init; }

    public List<string> IssueTypeIds { get; } = [];

    public JiraWorkflow Workflow { get; set; } = workflow;

    /// <summary>The next free key. Numbers are never used twice, also after a deletion.</summary>
    public string NextKey() => $"{Key}-{++lastNumber}";

    /// <summary>Keeps numbers at and below <paramref name="number"/> from being given out.</summary>
    public void Reserve(long number) => lastNumber = Math.Max(lastNumber, number);
}
