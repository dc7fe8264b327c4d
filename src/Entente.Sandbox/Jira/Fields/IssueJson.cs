using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>An issue as the API shows it, with what the reader asked to expand.</summary>
internal sealed class IssueJson(JiraView view, FieldSelection selection, IReadOnlyList<string> expand)
{
    /// <summary>Entity properties to show; <c>*all</c> for every one.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>Everything, as webhooks carry it.</summary>
    public static JsonObject Whole(JiraView view, JiraIssue issue) => new IssueJson(view, FieldSelection.Of([], "*all"), []).Show(issue);

    public JsonObject Show(JiraIssue issue)
    {
        var fields = Chosen(issue).ToList();
        var shown = new JsonObject
        {
            ["expand"] = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
            ["id"] = issue.Id.ToString(),
            ["self"] = view.Self($"/issue/{issue.Id}"),
            ["key"] = issue.Key,
        };
        AddExpanded(shown, issue, fields);
        shown["fields"] = Map(fields, field => FieldReader.Read(view, issue, issue.State, field));
        if (Properties.Count > 0)
            shown["properties"] = Chosen(issue.Properties);
        return shown;
    }

    public JsonObject Names(IEnumerable<JiraIssue> issues) => Map(issues.SelectMany(Chosen).Distinct(), field => field.Name);

    public JsonObject Schemas(IEnumerable<JiraIssue> issues) => Map(issues.SelectMany(Chosen).Distinct(), field => field.Schema());

    private void AddExpanded(JsonObject shown, JiraIssue issue, List<JiraField> fields)
    {
        if (expand.Contains("renderedFields"))
            shown["renderedFields"] = Map(fields, field => Rendered(issue, field));
        if (expand.Contains("names"))
            shown["names"] = Map(fields, field => field.Name);
        if (expand.Contains("schema"))
            shown["schema"] = Map(fields, field => field.Schema());
        if (expand.Contains("changelog"))
            shown["changelog"] = HistoryJson.Embedded(view, issue);
        if (expand.Contains("editmeta"))
            shown["editmeta"] = FieldMeta.ForEdit(view, issue);
        if (expand.Contains("transitions") && view.Caller is { } caller)
        {
            var offered = issue.Project.Workflow.Available(issue, caller);
            shown["transitions"] = new JsonArray([.. offered.Select(each => TransitionJson.Show(view, each, withFields: false))]);
        }
    }

    private IEnumerable<JiraField> Chosen(JiraIssue issue) =>
        view.World.Fields.All.Where(field => (field.IsEverywhere || issue.State.Values.ContainsKey(field.Id)) && selection.Has(field));

    private JsonNode? Rendered(JiraIssue issue, JiraField field)
    {
        if (field.Shape == FieldShape.RichText)
            return issue.State[field.Id] is { } document ? AdfHtml.Render(document) : "";
        if (field.Id == "comment")
            return RenderedComments(issue);
        return field.Shape == FieldShape.Instant || field.Id is "created" or "updated"
            ? FieldReader.Read(view, issue, issue.State, field)
            : null;
    }

    private JsonNode? RenderedComments(JiraIssue issue)
    {
        var page = ComputedFields.Read(view, issue, issue.State, "comment")!;
        foreach (var shown in page["comments"]!.AsArray())
            shown!["body"] = AdfHtml.Render(issue.Comments.First(comment => comment.Id.ToString() == (string?)shown["id"]).Body);
        return page;
    }

    private JsonObject Chosen(SortedDictionary<string, System.Text.Json.JsonElement> properties)
    {
        var chosen = new JsonObject();
        foreach (var (key, value) in properties.Where(pair => Properties.Contains("*all") || Properties.Contains(pair.Key)))
            chosen[key] = JiraJson.Node(value);
        return chosen;
    }

    private static JsonObject Map(IEnumerable<JiraField> fields, Func<JiraField, JsonNode?> value)
    {
        var map = new JsonObject();
        foreach (var field in fields)
            map[field.Id] = value(field);
        return map;
    }
}
