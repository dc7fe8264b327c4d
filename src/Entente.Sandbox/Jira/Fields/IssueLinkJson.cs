using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>Links of an issue: each shows only the other end, under the side on which it stands.</summary>
internal static class IssueLinkJson
{
    public static IEnumerable<JsonNode> Of(JiraView view, JiraIssue issue) =>
        view.World.Links
            .Where(link => link.SourceId == issue.Id || link.DestinationId == issue.Id)
            .Where(link => OtherEnd(view, issue, link).IsVisibleTo(view.Caller))
            .Select(link => Show(view, issue, link));

    private static JiraIssue OtherEnd(JiraView view, JiraIssue issue, JiraIssueLink link) =>
        view.World.Issues[link.SourceId == issue.Id ? link.DestinationId : link.SourceId];

    private static JsonObject Show(JiraView view, JiraIssue issue, JiraIssueLink link) => new()
    {
        ["id"] = link.Id.ToString(),
        ["self"] = view.Self($"/issueLink/{link.Id}"),
        ["type"] = CatalogueJson.LinkType(view, link.Type),
        [link.SourceId == issue.Id ? "outwardIssue" : "inwardIssue"] = ComputedFields.Slim(view, OtherEnd(view, issue, link)),
    };
}
