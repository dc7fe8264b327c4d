using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>The lists of the site as the API shows them.</summary>
internal static class CatalogueJson
{
    public static JsonObject Status(JiraView view, JiraStatus status) => new()
    {
        ["self"] = view.Self("/status/" + status.Id),
        ["description"] = status.Description,
        ["iconUrl"] = view.Root + "/images/icons/statuses/generic.png",
        ["name"] = status.Name,
        ["id"] = status.Id,
        ["statusCategory"] = new JsonObject
        {
            ["self"] = view.Self($"/statuscategory/{status.Category.Id}"),
            ["id"] = status.Category.Id,
            ["key"] = status.Category.Key,
            ["colorName"] = status.Category.ColorName,
            ["name"] = status.Category.Name,
        },
    };

    public static JsonObject Priority(JiraView view, JiraPriority priority, bool isFull = false)
    {
        var shown = new JsonObject { ["self"] = view.Self("/priority/" + priority.Id) };
        if (isFull)
        {
            shown["statusColor"] = priority.StatusColor;
            shown["description"] = priority.Description;
        }

        shown["iconUrl"] = $"{view.Root}/images/icons/priorities/{priority.Name.ToLowerInvariant()}.svg";
        shown["name"] = priority.Name;
        shown["id"] = priority.Id;
        return shown;
    }

    public static JsonObject Resolution(JiraView view, JiraResolution resolution) => new()
    {
        ["self"] = view.Self("/resolution/" + resolution.Id),
        ["id"] = resolution.Id,
        ["description"] = resolution.Description,
        ["name"] = resolution.Name,
    };

    public static JsonObject IssueType(JiraView view, JiraIssueType type) => new()
    {
        ["self"] = view.Self("/issuetype/" + type.Id),
        ["id"] = type.Id,
        ["description"] = type.Description,
        ["iconUrl"] = view.Root + "/secure/viewavatar?avatarType=issuetype&name=" + Uri.EscapeDataString(type.Name),
        ["name"] = type.Name,
        ["subtask"] = type.IsSubtask,
        ["hierarchyLevel"] = type.HierarchyLevel,
    };

    public static JsonObject Project(JiraView view, JiraProject project) => new()
    {
        ["self"] = view.Self($"/project/{project.Id}"),
        ["id"] = project.Id.ToString(),
        ["key"] = project.Key,
        ["name"] = project.Name,
        ["projectTypeKey"] = project.TypeKey,
        ["simplified"] = false,
        ["avatarUrls"] = view.Avatars($"projectavatar?pid={project.Id}"),
    };

    public static JsonObject Option(JiraView view, FieldOption option) => new()
    {
        ["self"] = view.Self("/customFieldOption/" + option.Id),
        ["value"] = option.Value,
        ["id"] = option.Id,
    };

    public static JsonObject LinkType(JiraView view, JiraLinkType type) => new()
    {
        ["id"] = type.Id,
        ["name"] = type.Name,
        ["inward"] = type.Inward,
        ["outward"] = type.Outward,
        ["self"] = view.Self("/issueLinkType/" + type.Id),
    };
}
