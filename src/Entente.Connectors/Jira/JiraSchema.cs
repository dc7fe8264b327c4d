using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Jira's standard fields as rules see them. Custom fields (<c>customfield_NNNNN</c>) differ per site: a connection's catalogue adds them.
/// What is nullable in Jira has type dyn, since CEL compares a map with null only there. <c>created</c> and <c>updated</c> are not among them:
/// every ticket has those, and as fields they would make each of our own writes look like a change by somebody else.
/// </summary>
internal static class JiraSchema
{
    public const string Product = "jira";

    /// <summary>Longest text of a summary and of other one-line fields.</summary>
    public const int LineLimit = 255;

    /// <summary>Longest description, environment, text area and comment; Jira measures the converted text.</summary>
    public const int TextLimit = 32_767;

    /// <summary>How custom fields are called.</summary>
    public const string CustomPrefix = "customfield_";

    private static readonly CelType Labels = CelType.List(CelType.String);
    private static readonly CelType Parts = CelType.Map(CelType.String, CelType.String);

    private static readonly TicketField[] Fields =
    [
        new("assignee", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Assignee: {id, name, address} or null; takes an e-mail address or account id"),
        new("components", Labels, Labels, FieldWrite.Always, "Components, by name"),
        new("creator", CelType.Dyn, CelType.Dyn, FieldWrite.Never, "Creator: {id, name, address} or null"),
        new("description", JiraRichText.Type, JiraRichText.Type, FieldWrite.Always, "Description"),
        new("duedate", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Due date: yyyy-MM-dd or null"),
        new("environment", JiraRichText.Type, JiraRichText.Type, FieldWrite.Always, "Environment"),
        new("fixVersions", Labels, Labels, FieldWrite.Always, "Fix versions, by name"),
        new("issuetype", Parts, CelType.String, FieldWrite.Always, "Issue type: {id, name}; takes the name"),
        new("labels", Labels, Labels, FieldWrite.Always, "Labels, without spaces"),
        new("parent", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Parent: {id, key} or null; takes the key"),
        new("priority", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Priority: {id, name} or null; takes the name"),
        new("project", Parts, CelType.String, FieldWrite.OnCreate, "Project: {id, key, name}; takes the key"),
        new("reporter", CelType.Dyn, CelType.Dyn, FieldWrite.Always, "Reporter: {id, name, address} or null; takes an e-mail address or account id"),
        new("resolution", CelType.Dyn, CelType.Dyn, FieldWrite.ThroughTransition, "Resolution: {id, name} or null; takes the name"),
        new("resolutiondate", CelType.Dyn, CelType.Dyn, FieldWrite.Never, "Resolved: timestamp or null"),
        new("status", Parts, CelType.String, FieldWrite.ThroughTransition, "Status: {id, name, category}; takes the name or id"),
        new("summary", CelType.String, CelType.String, FieldWrite.Always, "Summary"),
        new("versions", Labels, Labels, FieldWrite.Always, "Affected versions, by name"),
    ];

    private static readonly SortedSet<string> Names = new(Fields.Select(field => field.Name), StringComparer.Ordinal);

    public static TicketSchema Standard { get; } = With([]);

    /// <summary>The standard fields and a site's own.</summary>
    public static TicketSchema With(IEnumerable<TicketField> custom)
    {
        TicketField[] all = [.. Fields, .. custom];
        var blank = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in all)
            blank[field.Name] = Blank(field);
        return new TicketSchema(Product, all, blank);
    }

    /// <summary>Whether a member of an issue's <c>fields</c> is one that rules read.</summary>
    public static bool IsRead(string field) => Names.Contains(field) || field.StartsWith(CustomPrefix, StringComparison.Ordinal);

    /// <summary>What a field that holds nothing reads as: lists and texts are empty, everything else is null.</summary>
    public static CelValue Empty(string field) => field switch
    {
        "summary" => CelValue.String(""),
        "description" or "environment" => JiraRichText.None,
        "labels" or "components" or "fixVersions" or "versions" => CelValue.List([]),
        _ => CelValue.Null,
    };

    private static CelValue Blank(TicketField field) => field.Name switch
    {
        "status" => JiraFields.Status("", "", "new"),
        "issuetype" => JiraFields.Named("", ""),
        "project" => JiraFields.Project("", "", ""),
        _ when field.Read.Equals(JiraRichText.Type) => JiraRichText.None,
        _ when field.Read.Equals(Labels) => CelValue.List([]),
        _ => Empty(field.Name),
    };
}
