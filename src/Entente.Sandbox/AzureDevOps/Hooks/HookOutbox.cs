using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Hooks;

/// <summary>
/// Subscriptions and the calls that are due. Failures as the vendor sorts them: 408, 502, 503, 504 and silence may pass and are tried up to
/// eight times; 410 ends the subscription; anything else puts it on probation, where events are not sent but one delivery is tried again,
/// ever more rarely, until it succeeds or the subscription is disabled.
/// </summary>
internal sealed class HookOutbox(Organization organization)
{
    private const int MaxTries = 8;
    private const int MaxProbationRetries = 7;
    private const double LongestRetrySeconds = 60;

    private readonly List<Delivery> waiting = [];
    private readonly SortedDictionary<long, Delivery> underWay = [];

    public List<HookSubscription> Subscriptions { get; } = [];

    public void Created(DevOpsAct act, WorkItem item) => Raise(act, new("workitem.created", item), () => HookBodies.Item(act.View, item));

    public void Updated(DevOpsAct act, WorkItem item, WorkItemUpdate update) =>
        Raise(act, new("workitem.updated", item) { Update = update }, () => HookBodies.Update(act.View, item, update));

    public void Commented(DevOpsAct act, WorkItem item, WorkItemComment comment) =>
        Raise(act, new("workitem.commented", item) { Comment = comment }, () => HookBodies.Item(act.View, item));

    public void Deleted(DevOpsAct act, WorkItem item) => Raise(act, new("workitem.deleted", item), () => HookBodies.Deleted(act.View, item));

    public void Restored(DevOpsAct act, WorkItem item) => Raise(act, new("workitem.restored", item), () => HookBodies.Item(act.View, item));

    /// <summary>Puts one body on its way, whatever the subscription's filters and state say.</summary>
    public HookNotification Send(HookSubscription subscription, JsonObject body, DateTimeOffset now)
    {
        var eventId = organization.NextGuid("event");
        var notification = new HookNotification(++subscription.LastNotification, eventId, body, now);
        body["subscriptionId"] = subscription.Id;
        body["notificationId"] = notification.Number;
        body["id"] = eventId;
        subscription.Record(notification);
        waiting.Add(new(organization.NextId("delivery"), subscription, notification, now.AddSeconds(organization.Settings.HookDelaySeconds)));
        return notification;
    }

    public IReadOnlyList<OutgoingWebhook> Take(DateTimeOffset now)
    {
        var due = waiting.Where(delivery => delivery.DueAt <= now).OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id).ToList();
        foreach (var delivery in due)
        {
            waiting.Remove(delivery);
            underWay[delivery.Id] = delivery;
        }

        return [.. due.Where(delivery => Subscriptions.Contains(delivery.Subscription)).Select(ToCall)];
    }

    public void Answered(long id, int? status, DateTimeOffset now)
    {
        if (!underWay.Remove(id, out var delivery))
            return;
        var (subscription, notification) = (delivery.Subscription, delivery.Notification);
        notification.Attempts++;
        notification.Modified = now;
        if (status is >= 200 and < 300)
            Succeeded(subscription, notification);
        else if (status == 410)
            Failed(subscription, notification, status, HookSubscription.DisabledBySystem);
        else if (status is null or 408 or 502 or 503 or 504 && notification.Attempts < MaxTries && subscription.Status == HookSubscription.Enabled)
            Again(delivery, now, Math.Min(LongestRetrySeconds, organization.Settings.HookRetrySeconds * Math.Pow(2, notification.Attempts - 1)));
        else
            Probe(delivery, status, now);
    }

    private void Raise(DevOpsAct act, HookEvent raised, Func<JsonObject> resource)
    {
        var fitting = Subscriptions.Where(each => each.Status == HookSubscription.Enabled && HookFilter.Passes(organization, each, raised)).ToList();
        foreach (var subscription in fitting)
            Send(subscription, HookBodies.Envelope(act, raised, resource(), subscription), act.Now);
    }

    private static void Succeeded(HookSubscription subscription, HookNotification notification)
    {
        notification.Result = "succeeded";
        if (subscription.Status != HookSubscription.OnProbation)
            return;
        subscription.Status = HookSubscription.Enabled;
        subscription.ProbationRetries = 0;
    }

    private static void Failed(HookSubscription subscription, HookNotification notification, int? status, string subscriptionStatus)
    {
        notification.Result = "failed";
        notification.Error = status is null ? "The receiver did not answer." : $"The receiver answered {status}.";
        if (subscription.Status != HookSubscription.DisabledByUser)
            subscription.Status = subscriptionStatus;
    }

    private void Probe(Delivery delivery, int? status, DateTimeOffset now)
    {
        var subscription = delivery.Subscription;
        if (subscription.ProbationRetries >= MaxProbationRetries)
        {
            Failed(subscription, delivery.Notification, status, HookSubscription.DisabledBySystem);
            return;
        }

        Failed(subscription, delivery.Notification, status, HookSubscription.OnProbation);
        subscription.LastProbationRetry = now;
        Again(delivery, now, organization.Settings.ProbationSeconds * Math.Pow(2, subscription.ProbationRetries++));
    }

    private void Again(Delivery delivery, DateTimeOffset now, double seconds) =>
        waiting.Add(delivery with { Id = organization.NextId("delivery"), DueAt = now.AddSeconds(seconds) });

    private static OutgoingWebhook ToCall(Delivery delivery)
    {
        var subscription = delivery.Subscription;
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "application/json; charset=utf-8") };
        var (user, password) = (subscription.Consumer("basicAuthUsername"), subscription.Consumer("basicAuthPassword"));
        if (user.Length + password.Length > 0)
            headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
        foreach (var line in subscription.Consumer("httpHeaders").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = line.IndexOf(':', StringComparison.Ordinal);
            if (cut > 0)
                headers.Add(new(line[..cut].Trim(), line[(cut + 1)..].Trim()));
        }

        return new(delivery.Id, delivery.DueAt, new Uri(subscription.Consumer("url")), headers, DevOpsJson.Bytes(delivery.Notification.Body));
    }

    private sealed record Delivery(long Id, HookSubscription Subscription, HookNotification Notification, DateTimeOffset DueAt);
}
