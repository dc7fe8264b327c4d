using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Relations between issues. Creating one tells no id, and creating it again is told as created too.</summary>
internal sealed class JiraIssueLinks(JiraSite site)
{
    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var links = new JiraIssueLinks(site);
        return
        [
            new("POST", "/issueLink", links.Create),
            new("GET", "/issueLink/{}", Get),
            new("DELETE", "/issueLink/{}", links.Delete),
            new("GET", "/issueLinkType", Types),
        ];
    }

    /// <summary>The inward issue is the source: with type Blocks, the inward issue reads "blocks" and the outward one "is blocked by".</summary>
    private SandboxResponse Create(JiraCall call)
    {
        var act = call.Act;
        var body = call.Body;
        var type = site.World.LinkTypes.Named(body.Child("type") ?? default)
            ?? throw JiraRefusal.Saying(404, $"No issue link type with name '{(body.Child("type") ?? default).Member("name")}' found.");
        var (inward, outward) = (End(call, body, "inwardIssue"), End(call, body, "outwardIssue"));
        if (inward.Id == outward.Id)
            throw JiraRefusal.Saying(400, "You cannot link an issue to itself.");
        if (!site.World.Links.Exists(link => link.Type == type && link.SourceId == inward.Id && link.DestinationId == outward.Id))
            Add(act, type, inward, outward);
        return JiraJson.Empty(201);
    }

    private void Add(JiraAct act, JiraLinkType type, JiraIssue source, JiraIssue destination)
    {
        var link = new JiraIssueLink(site.World.NextId("issuelink"), type, source.Id, destination.Id);
        site.World.Links.Add(link);
        site.Ledger.Change(act, source, source.State, Item(destination.Key, $"This issue {type.Outward} {destination.Key}", true));
        site.Ledger.Change(act, destination, destination.State, Item(source.Key, $"This issue {type.Inward} {source.Key}", true));
        site.Ledger.Outbox.Raise(act, WebhookBodies.Link(act, "issuelink_created", source, link));
    }

    private SandboxResponse Delete(JiraCall call)
    {
        var act = call.Act;
        var link = Find(call);
        var (source, destination) = (site.World.Issues[link.SourceId], site.World.Issues[link.DestinationId]);
        site.World.Links.Remove(link);
        site.Ledger.Change(act, source, source.State, Item(destination.Key, $"This issue {link.Type.Outward} {destination.Key}", false));
        site.Ledger.Change(act, destination, destination.State, Item(source.Key, $"This issue {link.Type.Inward} {source.Key}", false));
        site.Ledger.Outbox.Raise(act, WebhookBodies.Link(act, "issuelink_deleted", source, link));
        return JiraJson.Empty(204);
    }

    private static SandboxResponse Get(JiraCall call)
    {
        var link = Find(call);
        return JiraJson.Answer(200, new JsonObject
        {
            ["id"] = link.Id.ToString(),
            ["self"] = call.View.Self($"/issueLink/{link.Id}"),
            ["type"] = CatalogueJson.LinkType(call.View, link.Type),
            ["inwardIssue"] = ComputedFields.Slim(call.View, call.World.Issues[link.SourceId]),
            ["outwardIssue"] = ComputedFields.Slim(call.View, call.World.Issues[link.DestinationId]),
        });
    }

    private static SandboxResponse Types(JiraCall call) => JiraJson.Answer(200, new JsonObject
    {
        ["issueLinkTypes"] = new JsonArray([.. call.World.LinkTypes.Select(type => CatalogueJson.LinkType(call.View, type))]),
    });

    private static HistoryItem Item(string key, string text, bool isAdded) =>
        isAdded ? new("Link", "jira", null, null, null, key, text) : new("Link", "jira", null, key, text, null, null);

    private static JiraIssue End(JiraCall call, JsonElement body, string name)
    {
        var reference = body.Child(name) ?? default;
        return call.FindIssue(reference.Member("id") ?? reference.Member("key") ?? "") ?? throw JiraRefusal.NoIssue();
    }

    private static JiraIssueLink Find(JiraCall call)
    {
        var link = call.World.Links.Find(link => link.Id.ToString() == call.Segments[0]);
        return link is not null && call.World.Issues[link.SourceId].IsVisibleTo(call.View.Caller)
            ? link
            : throw JiraRefusal.Saying(404, $"No issue link with id '{call.Segments[0]}' exists.");
    }
}
