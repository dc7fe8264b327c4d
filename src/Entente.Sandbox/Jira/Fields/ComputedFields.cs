using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>Fields that are made when they are read.</summary>
internal static class ComputedFields
{
    /// <summary>Comments that come inside an issue; the rest is at the comments' own address.</summary>
    private const int EmbeddedComments = 100;

    public static JsonNode? Read(JiraView view, JiraIssue issue, IssueState state, string fieldId) => fieldId switch
    {
        "created" => view.Time(issue.Created),
        "updated" => view.Time(state.Updated),
        "comment" => Comments(view, issue),
        "attachment" => new JsonArray([.. issue.Attachments.Select(attachment => AttachmentJson.Show(view, attachment))]),
        "issuelinks" => new JsonArray([.. IssueLinkJson.Of(view, issue)]),
        "subtasks" => new JsonArray([.. view.World.Subtasks(issue).Select(subtask => Slim(view, subtask))]),
        _ => null,
    };

    /// <summary>An issue inside another: what a reader needs to recognise it.</summary>
    public static JsonObject Slim(JiraView view, JiraIssue issue)
    {
        var fields = new JsonObject { ["summary"] = issue.State.Text("summary") };
        foreach (var id in (string[])["status", "priority", "issuetype"])
            fields[id] = FieldReader.Read(view, issue, issue.State, view.World.Fields.Find(id)!);
        return new()
        {
            ["id"] = issue.Id.ToString(),
            ["key"] = issue.Key,
            ["self"] = view.Self($"/issue/{issue.Id}"),
            ["fields"] = fields,
        };
    }

    private static JsonObject Comments(JiraView view, JiraIssue issue)
    {
        var visible = view.Caller is { } caller ? issue.Comments.Where(comment => comment.IsVisibleTo(caller)).ToList() : [];
        var shown = visible.Take(EmbeddedComments).Select(comment => CommentJson.Show(view, issue, comment)).ToArray();
        return new()
        {
            ["comments"] = new JsonArray(shown),
            ["self"] = view.Self($"/issue/{issue.Id}/comment"),
            ["maxResults"] = shown.Length,
            ["total"] = visible.Count,
            ["startAt"] = 0,
        };
    }
}
