using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps.Hooks;

/// <summary>The subscriptions' own API. A password is never shown again.</summary>
internal static class HookAdmin
{
    private const string Mask = "********";

    private static readonly string[] Events =
        ["workitem.created", "workitem.updated", "workitem.commented", "workitem.deleted", "workitem.restored"];

    public static IEnumerable<DevOpsRoute> Routes(DevOpsSite site)
    {
        var outbox = site.Ledger.Outbox;
        return
        [
            new("GET", "hooks/subscriptions", call => List(call, outbox.Subscriptions.Where(each => Wanted(call, each)))),
            new("POST", "hooks/subscriptions", call => Create(call, outbox)),
            new("GET", "hooks/subscriptions/{}", call => Show(call, Find(call, outbox))),
            new("PUT", "hooks/subscriptions/{}", call => Replace(call, Find(call, outbox))),
            new("DELETE", "hooks/subscriptions/{}", call => Delete(call, outbox)),
            new("POST", "hooks/subscriptionsquery", call => Query(call, outbox)),
            new("GET", "hooks/subscriptions/{}/notifications", call => Notifications(call, Find(call, outbox))),
            new("GET", "hooks/subscriptions/{}/notifications/{}", call => Notification(call, Find(call, outbox))),
            new("POST", "hooks/testnotifications", call => Test(call, outbox)),
            new("GET", "hooks/publishers/{}/eventtypes", _ => DevOpsJson.Answer(200, DevOpsJson.List(Events.Select(EventType)))),
        ];
    }

    private static HookSubscription Find(DevOpsCall call, HookOutbox outbox) => outbox.Subscriptions.Find(each => each.Id == call.Segments[0])
        ?? throw new DevOpsRefusal(404, "SubscriptionNotFoundException", $"VS800075: The subscription with id {call.Segments[0]} does not exist.")
        { Namespace = "Microsoft.VisualStudio.Services.ServiceHooks.WebApi" };

    private static bool Wanted(DevOpsCall call, HookSubscription subscription) =>
        (call.Query("eventType") ?? subscription.EventType) == subscription.EventType
        && call.Query("consumerId") is null or "webHooks" && call.Query("publisherId") is null or "tfs";

    private static SandboxResponse List(DevOpsCall call, IEnumerable<HookSubscription> subscriptions) =>
        DevOpsJson.Answer(200, DevOpsJson.List(subscriptions.Select(each => Json(call, each))));

    private static SandboxResponse Show(DevOpsCall call, HookSubscription subscription) => DevOpsJson.Answer(200, Json(call, subscription));

    private static SandboxResponse Create(DevOpsCall call, HookOutbox outbox)
    {
        var subscription = new HookSubscription(call.Organization.NextGuid("subscription"), call.Caller.Id, call.Now) { EventType = "" };
        Fill(call, subscription);
        outbox.Subscriptions.Add(subscription);
        return Show(call, subscription);
    }

    private static SandboxResponse Replace(DevOpsCall call, HookSubscription subscription)
    {
        Fill(call, subscription);
        subscription.Modified = call.Now;
        subscription.ProbationRetries = 0;
        var isDisabled = DevOpsJson.Text(call.Body, "status") is HookSubscription.DisabledByUser;
        subscription.Status = isDisabled ? HookSubscription.DisabledByUser : HookSubscription.Enabled;
        return Show(call, subscription);
    }

    private static SandboxResponse Delete(DevOpsCall call, HookOutbox outbox)
    {
        outbox.Subscriptions.Remove(Find(call, outbox));
        return DevOpsJson.Empty(204);
    }

    private static SandboxResponse Query(DevOpsCall call, HookOutbox outbox)
    {
        var wanted = DevOpsJson.Text(call.Body, "eventType");
        var found = outbox.Subscriptions.Where(each => wanted is null || each.EventType == wanted).Select(each => (JsonNode)Json(call, each));
        return DevOpsJson.Answer(200, new JsonObject { ["results"] = new JsonArray([.. found]) });
    }

    private static void Fill(DevOpsCall call, HookSubscription subscription)
    {
        var body = call.Body;
        var eventType = DevOpsJson.Text(body, "eventType") ?? "";
        var publisherId = DevOpsJson.Text(body, "publisherId");
        if (publisherId != "tfs" || !Events.Contains(eventType))
            throw DevOpsRefusal.BadArgument($"The event type '{eventType}' of publisher '{publisherId}' is not imitated here.");
        if (DevOpsJson.Text(body, "consumerId") != "webHooks" || DevOpsJson.Text(body, "consumerActionId") != "httpRequest")
            throw DevOpsRefusal.BadArgument("Only the consumer 'webHooks' with its action 'httpRequest' is imitated here.");
        var inputs = Inputs(body, "consumerInputs");
        if (!Uri.TryCreate(inputs.GetValueOrDefault("url"), UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
            throw DevOpsRefusal.BadArgument("The value supplied for input 'url' is not a valid address.");
        var publisher = Inputs(body, "publisherInputs");
        if (publisher.GetValueOrDefault("projectId") is { Length: > 0 } project && call.Organization.FindProject(project) is null)
            throw DevOpsRefusal.NoProject(project);
        if (inputs.GetValueOrDefault("basicAuthPassword") == Mask)
            inputs["basicAuthPassword"] = subscription.Consumer("basicAuthPassword");
        subscription.EventType = eventType;
        subscription.ResourceVersion = DevOpsJson.Text(body, "resourceVersion") ?? "1.0";
        subscription.PublisherInputs = publisher;
        subscription.ConsumerInputs = inputs;
    }

    private static SortedDictionary<string, string> Inputs(JsonElement body, string member)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!body.TryGetProperty(member, out var given) || given.ValueKind != JsonValueKind.Object)
            return inputs;
        foreach (var input in given.EnumerateObject().Where(input => input.Value.ValueKind != JsonValueKind.Null))
            inputs[input.Name] = input.Value.ToString();
        return inputs;
    }

    private static SandboxResponse Notifications(DevOpsCall call, HookSubscription subscription) =>
        DevOpsJson.Answer(200, DevOpsJson.List(Enumerable.Reverse(subscription.Notifications).Select(each => Json(subscription, each))));

    private static SandboxResponse Notification(DevOpsCall call, HookSubscription subscription) =>
        subscription.Notifications.Find(each => each.Number.ToString() == call.Segments[1]) is { } notification
            ? DevOpsJson.Answer(200, Json(subscription, notification))
            : throw new DevOpsRefusal(404, "NotificationNotFoundException", $"VS800076: The notification with id {call.Segments[1]} does not exist.");

    /// <summary>Sends a sample to where a subscription, saved or not, would send.</summary>
    private static SandboxResponse Test(DevOpsCall call, HookOutbox outbox)
    {
        var body = call.Body;
        var saved = outbox.Subscriptions.Find(each => each.Id == DevOpsJson.Text(body, "subscriptionId"))
            ?? throw DevOpsRefusal.BadArgument("A test needs the id of a subscription that is saved.");
        var sample = new JsonObject
        {
            ["subscriptionId"] = "",
            ["notificationId"] = 0,
            ["id"] = "",
            ["eventType"] = saved.EventType,
            ["publisherId"] = "tfs",
            ["resource"] = new JsonObject { ["id"] = 0, ["rev"] = 1, ["workItemId"] = 0 },
            ["resourceVersion"] = saved.ResourceVersion,
            ["createdDate"] = DevOpsJson.Instant(call.Now),
        };
        return DevOpsJson.Answer(200, Json(saved, outbox.Send(saved, sample, call.Now)));
    }

    private static JsonObject EventType(string name) => new()
    {
        ["publisherId"] = "tfs",
        ["id"] = name,
        ["name"] = "Work item " + name["workitem.".Length..],
        ["supportedResourceVersions"] = new JsonArray("1.0"),
    };

    private static JsonObject Json(DevOpsCall call, HookSubscription subscription)
    {
        var consumer = Inputs(subscription.ConsumerInputs);
        if (subscription.Consumer("basicAuthPassword").Length > 0)
            consumer["basicAuthPassword"] = Mask;
        var host = new Uri(subscription.Consumer("url")).Host;
        return new()
        {
            ["id"] = subscription.Id,
            ["url"] = $"{call.View.Root}/_apis/hooks/subscriptions/{subscription.Id}",
            ["status"] = subscription.Status,
            ["publisherId"] = "tfs",
            ["eventType"] = subscription.EventType,
            ["resourceVersion"] = subscription.ResourceVersion,
            ["eventDescription"] = "Any " + subscription.EventType["workitem.".Length..] + " work item",
            ["consumerId"] = "webHooks",
            ["consumerActionId"] = "httpRequest",
            ["actionDescription"] = "To host " + host,
            ["probationRetries"] = subscription.ProbationRetries.ToString(),
            ["lastProbationRetryDate"] = subscription.LastProbationRetry is { } at ? DevOpsJson.Instant(at) : null,
            ["createdBy"] = call.View.Person(subscription.OwnerId),
            ["createdDate"] = DevOpsJson.Instant(subscription.Created),
            ["modifiedBy"] = call.View.Person(subscription.OwnerId),
            ["modifiedDate"] = DevOpsJson.Instant(subscription.Modified),
            ["publisherInputs"] = Inputs(subscription.PublisherInputs),
            ["consumerInputs"] = consumer,
        };
    }

    private static JsonObject Inputs(SortedDictionary<string, string> inputs)
    {
        var shown = new JsonObject();
        foreach (var (name, value) in inputs)
            shown[name] = value;
        return shown;
    }

    private static JsonObject Json(HookSubscription subscription, HookNotification notification) => new()
    {
        ["id"] = notification.Number,
        ["subscriptionId"] = subscription.Id,
        ["subscriberId"] = subscription.OwnerId,
        ["eventId"] = notification.EventId,
        ["status"] = notification.Status,
        ["result"] = notification.Result,
        ["createdDate"] = DevOpsJson.Instant(notification.Created),
        ["modifiedDate"] = DevOpsJson.Instant(notification.Modified),
        ["details"] = new JsonObject { ["requestAttempts"] = notification.Attempts, ["errorMessage"] = notification.Error },
    };
}
