using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Comments, also a service desk's internal notes: those carry the property <c>sd.public.comment</c>.</summary>
internal sealed class JiraComments(JiraSite site)
{
    private const int MaxPage = 5000;

    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var comments = new JiraComments(site);
        return
        [
            new("GET", "/issue/{}/comment", List),
            new("POST", "/issue/{}/comment", comments.Create),
            new("GET", "/issue/{}/comment/{}", Get),
            new("PUT", "/issue/{}/comment/{}", comments.Edit),
            new("DELETE", "/issue/{}/comment/{}", comments.Delete),
        ];
    }

    /// <summary>Reads the comments of an edit or a transition before anything is written: a write is carried out whole or not at all.</summary>
    public static IReadOnlyList<CommentDraft> Read(JiraSite site, JiraView view, JiraIssue? issue, IReadOnlyList<JsonElement> comments)
    {
        if (comments.Count > 0)
            RefuseBeyondLimit(site, (issue?.Comments.Count ?? 0) + comments.Count);
        return [.. comments.Select(comment => CommentDraft.Read(view, comment))];
    }

    public static JiraComment Add(JiraSite site, JiraAct act, JiraIssue issue, CommentDraft draft)
    {
        RefuseBeyondLimit(site, issue.Comments.Count + 1);
        var comment = new JiraComment
        {
            Id = site.World.NextId("comment"),
            AuthorId = act.Actor.AccountId,
            UpdateAuthorId = act.Actor.AccountId,
            Created = act.Now,
            Updated = act.Now,
            Body = draft.Body,
            Visibility = draft.Visibility,
        };
        foreach (var (key, value) in draft.Properties)
            comment.Properties[key] = value;
        issue.Comments.Add(comment);
        site.Ledger.Touch(act, issue);
        site.Ledger.Outbox.Raise(act, WebhookBodies.Comment(act, "comment_created", issue, comment));
        return comment;
    }

    private static void RefuseBeyondLimit(JiraSite site, int count)
    {
        var limit = site.World.Settings.CommentsPerIssue;
        if (count > limit)
            throw JiraRefusal.Saying(413, $"The issue has reached the limit of {limit} comments.");
    }

    private static SandboxResponse List(JiraCall call)
    {
        var issue = call.Issue;
        var visible = issue.Comments.Where(comment => comment.IsVisibleTo(call.Caller));
        var ordered = (call.Query("orderBy") ?? "created") switch
        {
            "created" or "+created" => visible.OrderBy(comment => comment.Created).ThenBy(comment => comment.Id).ToList(),
            "-created" => visible.OrderByDescending(comment => comment.Created).ThenByDescending(comment => comment.Id).ToList(),
            var other => throw JiraRefusal.Saying(400, $"The orderBy value '{other}' is not valid."),
        };
        var (start, size) = (call.Number("startAt", 0), call.Number("maxResults", 100, MaxPage));
        var page = new JsonObject
        {
            ["startAt"] = start,
            ["maxResults"] = size,
            ["total"] = ordered.Count,
            ["comments"] = new JsonArray([.. ordered.Skip(start).Take(size).Select(comment => Show(call, issue, comment))]),
        };
        return JiraJson.Answer(200, page);
    }

    private static SandboxResponse Get(JiraCall call)
    {
        var (issue, comment) = Find(call);
        return JiraJson.Answer(200, Show(call, issue, comment));
    }

    private SandboxResponse Create(JiraCall call)
    {
        var issue = call.Issue;
        var comment = Add(site, call.Act, issue, CommentDraft.Read(call.View, call.Body));
        return JiraJson.Answer(201, Show(call, issue, comment));
    }

    private SandboxResponse Edit(JiraCall call)
    {
        var (issue, comment) = Find(call);
        var draft = CommentDraft.Read(call.View, call.Body);
        comment.Body = draft.Body;
        comment.Visibility = call.Body.Child("visibility") is null ? comment.Visibility : draft.Visibility;
        comment.UpdateAuthorId = call.Caller.AccountId;
        comment.Updated = call.Now;
        foreach (var (key, value) in draft.Properties)
            comment.Properties[key] = value;
        site.Ledger.Touch(call.Act, issue);
        site.Ledger.Outbox.Raise(call.Act, WebhookBodies.Comment(call.Act, "comment_updated", issue, comment));
        return JiraJson.Answer(200, Show(call, issue, comment));
    }

    private SandboxResponse Delete(JiraCall call)
    {
        var (issue, comment) = Find(call);
        var act = call.Act;
        issue.Comments.Remove(comment);
        site.Ledger.Touch(act, issue);
        site.Ledger.Outbox.Raise(act, WebhookBodies.Comment(act, "comment_deleted", issue, comment));
        return JiraJson.Empty(204);
    }

    private static (JiraIssue Issue, JiraComment Comment) Find(JiraCall call)
    {
        var issue = call.Issue;
        var comment = issue.Comments.Find(each => each.Id.ToString() == call.Segments[1] && each.IsVisibleTo(call.Caller));
        return (issue, comment ?? throw JiraRefusal.Saying(404, $"Can not find a comment for the id: {call.Segments[1]}."));
    }

    private static JsonObject Show(JiraCall call, JiraIssue issue, JiraComment comment)
    {
        var shown = CommentJson.Show(call.View, issue, comment);
        if (call.List("expand").Contains("renderedBody"))
            shown["renderedBody"] = AdfHtml.Render(comment.Body);
        if (call.List("expand").Contains("properties"))
            shown["properties"] = CommentJson.Properties(comment);
        return shown;
    }
}
