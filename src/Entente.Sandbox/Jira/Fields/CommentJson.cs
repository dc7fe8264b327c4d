using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>A comment as the API shows it.</summary>
internal static class CommentJson
{
    public static JsonObject Show(JiraView view, JiraIssue issue, JiraComment comment)
    {
        var shown = new JsonObject
        {
            ["self"] = view.Self($"/issue/{issue.Id}/comment/{comment.Id}"),
            ["id"] = comment.Id.ToString(),
            ["author"] = view.Person(comment.AuthorId),
            ["body"] = view.RichText(comment.Body),
            ["updateAuthor"] = view.Person(comment.UpdateAuthorId),
            ["created"] = view.Time(comment.Created),
            ["updated"] = view.Time(comment.Updated),
        };
        if (comment.Visibility is { } visibility)
        {
            shown["visibility"] = new JsonObject
            {
                ["type"] = visibility.Type,
                ["value"] = visibility.Value,
                ["identifier"] = visibility.Identifier,
            };
        }

        shown["jsdPublic"] = comment.IsPublic;
        return shown;
    }

    public static JsonArray Properties(JiraComment comment) =>
        new([.. comment.Properties.Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = JiraJson.Node(pair.Value) })]);
}
