namespace Entente.Sandbox.Jira.Fields;

/// <summary>All fields of the site, built-in ones first, in a fixed order.</summary>
internal sealed class FieldCatalogue
{
    private readonly List<JiraField> fields = [.. BuiltIn()];

    public IReadOnlyList<JiraField> All => fields;

    public void Add(JiraField field) => fields.Add(field);

    public JiraField? Find(string id) => fields.Find(field => field.Id == id);

    /// <summary>Finds by what JQL calls it; case does not matter.</summary>
    public JiraField? FindClause(string name) =>
        fields.Find(field => field.Id.Equals(name, StringComparison.OrdinalIgnoreCase)
            || field.ClauseNames.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<JiraField> BuiltIn() =>
    [
        Screened("issuetype", "Issue Type", FieldShape.IssueType) with { IsRequired = true, ClauseNames = ["issuetype", "type"] },
        new("project", "Project", FieldShape.Project) { IsOnCreateScreen = true, IsRequired = true, ClauseNames = ["project"] },
        Screened("summary", "Summary", FieldShape.Text) with { IsRequired = true },
        Screened("description", "Description", FieldShape.RichText),
        Screened("environment", "Environment", FieldShape.RichText),
        Screened("priority", "Priority", FieldShape.Priority),
        Screened("labels", "Labels", FieldShape.Labels),
        Screened("assignee", "Assignee", FieldShape.Person),
        Screened("reporter", "Reporter", FieldShape.Person),
        Screened("duedate", "Due date", FieldShape.Date) with { ClauseNames = ["due", "duedate"] },
        Screened("parent", "Parent", FieldShape.Parent),
        new("status", "Status", FieldShape.Status) { ClauseNames = ["status"] },
        new("resolution", "Resolution", FieldShape.Resolution) { ClauseNames = ["resolution"] },
        new("resolutiondate", "Resolved", FieldShape.Instant) { ClauseNames = ["resolutiondate", "resolved"] },
        new("statuscategorychangedate", "Status Category Changed", FieldShape.Instant),
        new("creator", "Creator", FieldShape.Person) { ClauseNames = ["creator"] },
        new("created", "Created", FieldShape.Computed) { Computed = ("datetime", null), ClauseNames = ["created", "createdDate"] },
        new("updated", "Updated", FieldShape.Computed) { Computed = ("datetime", null), ClauseNames = ["updated", "updatedDate"] },
        new("comment", "Comment", FieldShape.Computed) { Computed = ("comments-page", null), ClauseNames = ["comment"] },
        new("attachment", "Attachment", FieldShape.Computed) { Computed = ("array", "attachment"), ClauseNames = ["attachments"] },
        new("issuelinks", "Linked Issues", FieldShape.Computed) { Computed = ("array", "issuelinks") },
        new("subtasks", "Sub-tasks", FieldShape.Computed) { Computed = ("array", "issuelinks") },
        Recorded("components", "Components", "component"),
        Recorded("fixVersions", "Fix versions", "version"),
        Recorded("versions", "Affects versions", "version"),
    ];

    private static JiraField Screened(string id, string name, FieldShape shape) =>
        new(id, name, shape) { IsOnCreateScreen = true, IsOnEditScreen = true, ClauseNames = [id] };

    private static JiraField Recorded(string id, string name, string items) => new(id, name, FieldShape.Raw) { Computed = ("array", items) };
}
