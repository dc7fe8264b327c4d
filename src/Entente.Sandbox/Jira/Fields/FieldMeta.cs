using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>What a client may learn about a field of a screen: schema, verbs, choices, whether it must be filled in.</summary>
internal static class FieldMeta
{
    /// <summary>Fields of the create screen of a project, in the site's order.</summary>
    public static IEnumerable<JiraField> CreateScreen(JiraWorld world, JiraIssueType type) =>
        world.Fields.All
            .Where(field => field.IsOnCreateScreen)
            .Select(field => field with { IsRequired = IsRequired(world, type, field) });

    public static bool IsRequired(JiraWorld world, JiraIssueType type, JiraField field) =>
        field.IsRequired || world.Settings.RequiredFields.Contains(field.Id) || (field.Shape == FieldShape.Parent && type.IsSubtask);

    /// <summary>Empty for an issue in a read-only state: no field can be edited there.</summary>
    public static JsonObject ForEdit(JiraView view, JiraIssue issue)
    {
        var fields = new JsonObject();
        foreach (var field in EditScreen(view.World, issue))
            fields[field.Id] = Show(view, issue.Project, field);
        return new() { ["fields"] = fields };
    }

    public static IEnumerable<JiraField> EditScreen(JiraWorld world, JiraIssue issue) =>
        issue.Project.Workflow.ReadOnlyStatusIds.Contains(issue.StatusId) ? [] : world.Fields.All.Where(field => field.IsOnEditScreen);

    public static JsonObject Show(JiraView view, JiraProject? project, JiraField field)
    {
        var hasDefault = field.Id is "priority" or "reporter";
        var shown = new JsonObject
        {
            ["required"] = field.IsRequired,
            ["schema"] = field.Schema(),
            ["name"] = field.Name,
            ["key"] = field.Id,
            ["hasDefaultValue"] = hasDefault,
            ["operations"] = new JsonArray([.. field.Operations.Select(operation => JsonValue.Create(operation))]),
        };
        if (field.Shape == FieldShape.Person)
            shown["autoCompleteUrl"] = view.Self("/user/search?query=");
        if (AllowedValues(view, project, field) is { } values)
            shown["allowedValues"] = new JsonArray([.. values]);
        if (field.Id == "priority")
            shown["defaultValue"] = CatalogueJson.Priority(view, DefaultPriority(view.World));
        return shown;
    }

    public static JiraPriority DefaultPriority(JiraWorld world) => world.Priorities.Named(null, "Medium") ?? world.Priorities[0];

    private static IEnumerable<JsonNode>? AllowedValues(JiraView view, JiraProject? project, JiraField field)
    {
        var world = view.World;
        return field.Shape switch
        {
            FieldShape.Priority => world.Priorities.Select(priority => CatalogueJson.Priority(view, priority)),
            FieldShape.Resolution => world.Resolutions.Select(resolution => CatalogueJson.Resolution(view, resolution)),
            FieldShape.IssueType when project is not null => project.IssueTypeIds.Select(id => CatalogueJson.IssueType(view, world.IssueType(id))),
            FieldShape.Project when project is not null => [CatalogueJson.Project(view, project)],
            FieldShape.Option or FieldShape.Options => field.Options.Select(option => CatalogueJson.Option(view, option)),
            _ => null,
        };
    }
}
