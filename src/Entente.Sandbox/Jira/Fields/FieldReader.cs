using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>Shows a stored value as the API does.</summary>
internal static class FieldReader
{
    public static JsonNode? Read(JiraView view, JiraIssue issue, IssueState state, JiraField field)
    {
        if (field.Shape == FieldShape.Computed)
            return ComputedFields.Read(view, issue, state, field.Id);
        if (field.Shape == FieldShape.Project)
            return CatalogueJson.Project(view, state.Project);
        return state[field.Id] is { } value ? Stored(view, field, value) : Absent(field);
    }

    /// <summary>Built-in lists are empty where custom fields are null.</summary>
    private static JsonArray? Absent(JiraField field) => field.CustomId is null && field.Schema()["type"]!.GetValue<string>() == "array" ? [] : null;

    private static JsonNode? Stored(JiraView view, JiraField field, JsonElement value)
    {
        var world = view.World;
        return field.Shape switch
        {
            FieldShape.RichText => view.RichText(value),
            FieldShape.Instant => view.Time(value.GetDateTimeOffset()),
            FieldShape.Person => view.Person(value.GetString()),
            FieldShape.Priority => CatalogueJson.Priority(view, world.Priorities.Named(value.GetString(), null)!),
            FieldShape.Resolution => CatalogueJson.Resolution(view, world.Resolutions.Named(value.GetString(), null)!),
            FieldShape.IssueType => CatalogueJson.IssueType(view, world.IssueType(value.GetString()!)),
            FieldShape.Status => CatalogueJson.Status(view, world.Status(value.GetString()!)),
            FieldShape.Option => Option(view, field, value.GetString()),
            FieldShape.Options => new JsonArray([.. value.EnumerateArray().Select(id => Option(view, field, id.GetString()))]),
            FieldShape.Parent => long.TryParse(value.GetString(), out var id) && world.Issues.TryGetValue(id, out var parent)
                ? ComputedFields.Slim(view, parent)
                : null,
            FieldShape.Text or FieldShape.Number or FieldShape.Date or FieldShape.Labels or FieldShape.Raw => JiraJson.Node(value),
            FieldShape.Project or FieldShape.Computed => throw new InvalidOperationException($"Field {field.Id} is not stored."),
        };
    }

    private static JsonObject? Option(JiraView view, JiraField field, string? id) =>
        field.Options.Find(option => option.Id == id) is { } option ? CatalogueJson.Option(view, option) : null;
}
