using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Jql;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Admin webhooks, the kind that can carry a secret. Needs the right to administer the site.</summary>
internal sealed class JiraWebhookAdmin(WebhookOutbox outbox)
{
    private const string FilterSection = "issue-related-events-section";

    private static readonly FrozenSet<string> KnownEvents = FrozenSet.ToFrozenSet(
    [
        "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated", "comment_deleted",
        "attachment_created", "attachment_deleted", "issuelink_created", "issuelink_deleted", "issue_property_set", "issue_property_deleted",
        "worklog_created", "worklog_updated", "worklog_deleted",
    ]);

    public static IEnumerable<JiraRoute> Routes(WebhookOutbox outbox)
    {
        var admin = new JiraWebhookAdmin(outbox);
        const string Root = "/rest/webhooks/1.0/webhook";
        return
        [
            new("GET", Root, admin.List),
            new("POST", Root, admin.Create),
            new("GET", Root + "/{}", call => JiraJson.Answer(200, Show(call, admin.Find(call)))),
            new("PUT", Root + "/{}", admin.Replace),
            new("DELETE", Root + "/{}", admin.Delete),
        ];
    }

    private SandboxResponse List(JiraCall call)
    {
        CheckRight(call);
        return JiraJson.Answer(200, new JsonArray([.. outbox.Registrations.Select(registration => Show(call, registration))]));
    }

    private SandboxResponse Create(JiraCall call)
    {
        CheckRight(call);
        var registration = Read(call, call.World.NextId("webhook"));
        outbox.Registrations.Add(registration);
        return JiraJson.Answer(201, Show(call, registration));
    }

    private SandboxResponse Replace(JiraCall call)
    {
        var standing = Find(call);
        var registration = Read(call, standing.Id);
        outbox.Registrations[outbox.Registrations.IndexOf(standing)] = registration with { Secret = registration.Secret ?? standing.Secret };
        return JiraJson.Answer(200, Show(call, registration));
    }

    private SandboxResponse Delete(JiraCall call)
    {
        outbox.Registrations.Remove(Find(call));
        return JiraJson.Empty(204);
    }

    private static void CheckRight(JiraCall call)
    {
        if (!call.Caller.IsAdministrator)
            throw JiraRefusal.Forbidden("You are not authorized to perform this operation. Administrator privileges are required.");
    }

    private WebhookRegistration Find(JiraCall call)
    {
        CheckRight(call);
        return outbox.Registrations.Find(registration => registration.Id.ToString() == call.Segments[0])
            ?? throw JiraRefusal.Saying(404, $"Webhook with id '{call.Segments[0]}' was not found.");
    }

    private static WebhookRegistration Read(JiraCall call, long id)
    {
        var body = call.Body;
        var name = body.Member("name") ?? throw JiraRefusal.Saying(400, "A webhook needs a name.");
        if (!Uri.TryCreate(body.Member("url"), UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
            throw JiraRefusal.Saying(400, $"The url '{body.Member("url")}' is not valid.");
        var events = body.Texts("events");
        if (events.FirstOrDefault(each => !KnownEvents.Contains(each)) is { } unknown)
            throw JiraRefusal.Saying(400, $"'{unknown}' is not a valid webhook event.");
        var filter = body.Child("filters")?.Member(FilterSection) is { Length: > 0 } jql ? jql : null;
        if (filter is not null)
            _ = JqlCompiler.Compile(call.View, call.Now, JqlParser.Parse(filter));
        return new(id, name, target, events, filter, body.Member("secret") is { Length: > 0 } secret ? secret : null)
        {
            IsEnabled = body.Child("enabled") is not { ValueKind: JsonValueKind.False },
            OwnerId = call.Caller.AccountId,
            Updated = call.Now,
        };
    }

    /// <summary>The secret is never shown again, only that there is one.</summary>
    private static JsonObject Show(JiraCall call, WebhookRegistration registration) => new()
    {
        ["name"] = registration.Name,
        ["url"] = registration.Target.OriginalString,
        ["excludeBody"] = false,
        ["filters"] = new JsonObject { [FilterSection] = registration.Filter ?? "" },
        ["events"] = new JsonArray([.. registration.Events.Select(each => JsonValue.Create(each))]),
        ["enabled"] = registration.IsEnabled,
        ["self"] = $"{call.View.Root}/rest/webhooks/1.0/webhook/{registration.Id}",
        ["lastUpdatedUser"] = registration.OwnerId,
        ["lastUpdatedDisplayName"] = call.World.Users.GetValueOrDefault(registration.OwnerId)?.DisplayName,
        ["lastUpdated"] = registration.Updated.ToUnixTimeMilliseconds(),
        ["isSigned"] = registration.Secret is not null,
    };
}
