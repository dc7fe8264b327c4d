using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Links to things outside the site. A global id makes the call an upsert in which fields left out become null.</summary>
internal sealed class JiraRemoteLinks(JiraSite site)
{
    private const int MaxGlobalIdLength = 255;

    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var links = new JiraRemoteLinks(site);
        return
        [
            new("GET", "/issue/{}/remotelink", List),
            new("POST", "/issue/{}/remotelink", links.Put),
            new("DELETE", "/issue/{}/remotelink", links.DeleteByGlobalId),
            new("GET", "/issue/{}/remotelink/{}", call => JiraJson.Answer(200, Show(call, call.Issue, Find(call)))),
            new("PUT", "/issue/{}/remotelink/{}", links.Replace),
            new("DELETE", "/issue/{}/remotelink/{}", call => links.Delete(call, Find(call))),
        ];
    }

    private static SandboxResponse List(JiraCall call)
    {
        var issue = call.Issue;
        if (call.Query("globalId") is { } globalId)
        {
            var link = issue.RemoteLinks.Find(link => link.GlobalId == globalId) ?? throw NoLink();
            return JiraJson.Answer(200, Show(call, issue, link));
        }

        return JiraJson.Answer(200, new JsonArray([.. issue.RemoteLinks.Select(link => Show(call, issue, link))]));
    }

    private SandboxResponse Put(JiraCall call)
    {
        var issue = call.Issue;
        var globalId = call.Body.Member("globalId");
        var known = globalId is null ? null : issue.RemoteLinks.Find(link => link.GlobalId == globalId);
        var link = Read(call.Body, known?.Id ?? 0, globalId);
        if (known is not null)
        {
            issue.RemoteLinks[issue.RemoteLinks.IndexOf(known)] = link;
            return JiraJson.Answer(200, Identity(call, issue, link));
        }

        if (issue.RemoteLinks.Count >= site.World.Settings.RemoteLinksPerIssue)
            throw JiraRefusal.Saying(413, $"The issue has reached the limit of {site.World.Settings.RemoteLinksPerIssue} remote links.");
        var act = call.Act;
        link = link with { Id = site.World.NextId("remotelink") };
        issue.RemoteLinks.Add(link);
        site.Ledger.Change(act, issue, issue.State, Item(link, isAdded: true));
        return JiraJson.Answer(201, Identity(call, issue, link));
    }

    private SandboxResponse Replace(JiraCall call)
    {
        var (issue, known) = (call.Issue, Find(call));
        issue.RemoteLinks[issue.RemoteLinks.IndexOf(known)] = Read(call.Body, known.Id, call.Body.Member("globalId"));
        return JiraJson.Empty(204);
    }

    private SandboxResponse DeleteByGlobalId(JiraCall call)
    {
        var globalId = call.Query("globalId") ?? throw JiraRefusal.Field("globalId", "The global ID is required.");
        return Delete(call, call.Issue.RemoteLinks.Find(link => link.GlobalId == globalId) ?? throw NoLink());
    }

    private SandboxResponse Delete(JiraCall call, JiraRemoteLink link)
    {
        var issue = call.Issue;
        issue.RemoteLinks.Remove(link);
        site.Ledger.Change(call.Act, issue, issue.State, Item(link, isAdded: false));
        return JiraJson.Empty(204);
    }

    private static HistoryItem Item(JiraRemoteLink link, bool isAdded)
    {
        var (id, text) = (link.Id.ToString(), $"This issue links to \"{link.Object.Member("title")} ({link.Object.Member("url")})\"");
        return isAdded
            ? new("RemoteIssueLink", "jira", null, null, null, id, text)
            : new("RemoteIssueLink", "jira", null, id, text, null, null);
    }

    private static JiraRemoteLink Read(JsonElement body, long id, string? globalId)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var target = body.Child("object") ?? default;
        if (globalId?.Length > MaxGlobalIdLength)
            errors["globalId"] = $"'globalId' must not be longer than {MaxGlobalIdLength} characters.";
        if (string.IsNullOrWhiteSpace(target.Member("title")))
            errors["title"] = "'title' is required.";
        if (!Uri.TryCreate(target.Member("url"), UriKind.Absolute, out _))
            errors["url"] = "'url' is required.";
        if (errors.Count > 0)
            throw JiraRefusal.Fields(errors);
        return new(id, globalId, body.Child("application"), body.Member("relationship"), target);
    }

    private static JiraRemoteLink Find(JiraCall call) =>
        call.Issue.RemoteLinks.Find(link => link.Id.ToString() == call.Segments[1]) ?? throw NoLink();

    private static JiraRefusal NoLink() => JiraRefusal.Saying(404, "The remote issue link does not exist.");

    private static JsonObject Identity(JiraCall call, JiraIssue issue, JiraRemoteLink link) => new()
    {
        ["id"] = link.Id,
        ["self"] = call.View.Self($"/issue/{issue.Key}/remotelink/{link.Id}"),
    };

    private static JsonObject Show(JiraCall call, JiraIssue issue, JiraRemoteLink link)
    {
        var shown = Identity(call, issue, link);
        if (link.GlobalId is not null)
            shown["globalId"] = link.GlobalId;
        shown["application"] = JiraJson.Node(link.Application) ?? new JsonObject();
        if (link.Relationship is not null)
            shown["relationship"] = link.Relationship;
        shown["object"] = JiraJson.Node(link.Object);
        return shown;
    }
}
