using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Webhooks;

/// <summary>
/// Bodies as Jira Cloud sends them: always in version 2, rich text as wiki markup. A comment is an event of its own with a slim
/// issue and without a user.
/// </summary>
internal static class WebhookBodies
{
    private static readonly string[] SlimFields = ["summary", "issuetype", "project", "assignee", "priority", "status"];

    public static WebhookEvent Issue(JiraAct act, string name, string type, JiraIssue issue, JiraHistory? history = null)
    {
        var view = act.View.As(2);
        var body = Start(act, name);
        body["issue_event_type_name"] = type;
        body["user"] = view.Person(act.Actor.AccountId);
        body["issue"] = IssueJson.Whole(view, issue);
        if (history is not null)
            body["changelog"] = new JsonObject { ["id"] = history.Id.ToString(), ["items"] = HistoryJson.Items(history.Items) };
        return new(name, issue, body);
    }

    public static WebhookEvent Comment(JiraAct act, string name, JiraIssue issue, JiraComment comment)
    {
        var body = Start(act, name);
        body["comment"] = CommentJson.Show(act.View.As(2), issue, comment);
        body["issue"] = Slim(act, issue);
        return new(name, issue, body);
    }

    public static WebhookEvent Attachment(JiraAct act, string name, JiraIssue issue, JiraAttachment attachment)
    {
        var body = Start(act, name);
        body["attachment"] = AttachmentJson.Show(act.View.As(2), attachment);
        return new(name, issue, body);
    }

    public static WebhookEvent Property(JiraAct act, string name, JiraIssue issue, string key)
    {
        var body = Start(act, name);
        body["user"] = act.View.As(2).Person(act.Actor.AccountId);
        body["issue"] = Slim(act, issue);
        body["property"] = new JsonObject
        {
            ["self"] = act.View.As(2).Self($"/issue/{issue.Id}/properties/{key}"),
            ["key"] = key,
            ["value"] = issue.Properties.TryGetValue(key, out var value) ? JiraJson.Node(value) : null,
        };
        return new(name, issue, body);
    }

    public static WebhookEvent Link(JiraAct act, string name, JiraIssue issue, JiraIssueLink link)
    {
        var body = Start(act, name);
        var type = CatalogueJson.LinkType(act.View.As(2), link.Type);
        type["outwardName"] = link.Type.Outward;
        type["inwardName"] = link.Type.Inward;
        body["issueLink"] = new JsonObject
        {
            ["id"] = link.Id,
            ["sourceIssueId"] = link.SourceId,
            ["destinationIssueId"] = link.DestinationId,
            ["issueLinkType"] = type,
            ["systemLink"] = false,
        };
        return new(name, issue, body);
    }

    private static JsonObject Start(JiraAct act, string name) =>
        new() { ["timestamp"] = act.Now.ToUnixTimeMilliseconds(), ["webhookEvent"] = name };

    private static JsonObject Slim(JiraAct act, JiraIssue issue)
    {
        var view = act.View.As(2);
        var fields = new JsonObject();
        foreach (var id in SlimFields)
            fields[id] = FieldReader.Read(view, issue, issue.State, view.World.Fields.Find(id)!);
        return new()
        {
            ["id"] = issue.Id.ToString(),
            ["self"] = view.Self($"/issue/{issue.Id}"),
            ["key"] = issue.Key,
            ["fields"] = fields,
        };
    }
}
