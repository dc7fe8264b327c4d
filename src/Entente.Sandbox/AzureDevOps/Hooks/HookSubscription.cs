using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps.Hooks;

/// <summary>One subscription: which events go where.</summary>
internal sealed class HookSubscription(string id, string ownerId, DateTimeOffset created)
{
    public const string Enabled = "enabled";
    public const string OnProbation = "onProbation";
    public const string DisabledByUser = "disabledByUser";
    public const string DisabledBySystem = "disabledBySystem";

    public string Id { get; } = id;

    public string OwnerId { get; } = ownerId;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; set; } = created;

    public required string EventType { get; set; }

    public string ResourceVersion { get; set; } = "1.0";

    /// <summary>Filters by name: <c>projectId</c>, <c>areaPath</c>, <c>workItemType</c>, <c>changedFields</c>, …; empty for any.</summary>
    public SortedDictionary<string, string> PublisherInputs { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where and how: <c>url</c>, <c>httpHeaders</c>, <c>basicAuthUsername</c>, <c>basicAuthPassword</c>, …</summary>
    public SortedDictionary<string, string> ConsumerInputs { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public string Status { get; set; } = Enabled;

    public int ProbationRetries { get; set; }

    public DateTimeOffset? LastProbationRetry { get; set; }

    /// <summary>The last notification's number; each subscription counts its own.</summary>
    public long LastNotification { get; set; }

    /// <summary>The last hundred.</summary>
    public List<HookNotification> Notifications { get; } = [];

    public string Publisher(string name) => PublisherInputs.GetValueOrDefault(name) ?? "";

    public string Consumer(string name) => ConsumerInputs.GetValueOrDefault(name) ?? "";

    public void Record(HookNotification notification)
    {
        Notifications.Add(notification);
        if (Notifications.Count > 100)
            Notifications.RemoveAt(0);
    }
}

/// <summary>One event for one subscription, and how its delivery went.</summary>
internal sealed class HookNotification(long number, string eventId, JsonObject body, DateTimeOffset created)
{
    public long Number { get; } = number;

    public string EventId { get; } = eventId;

    public JsonObject Body { get; } = body;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; set; } = created;

    public int Attempts { get; set; }

    /// <summary><c>pending</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    public string Result { get; set; } = "pending";

    public string Status => Result == "pending" ? "queued" : "completed";

    public string? Error { get; set; }
}
