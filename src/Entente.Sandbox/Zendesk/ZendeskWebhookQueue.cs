using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// The account's webhooks and their calls. A call is made again after 409 and, with a Retry-After below a minute, after 429 and 503, and after
/// a time-out; any other answer ends it. A webhook with too many errors within five minutes is cut off for a while and its calls are dropped.
/// </summary>
internal sealed class ZendeskWebhookQueue(ZendeskAccount account)
{
    private const int MaxConflictTries = 3;

    private const int MaxTimeoutTries = 5;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<string, ZendeskWebhook> webhooks = new(StringComparer.Ordinal);

    private readonly SortedDictionary<long, Call> waiting = [];

    private readonly SortedDictionary<long, Call> inFlight = [];

    private readonly SortedDictionary<string, ZendeskBreaker> breakers = new(StringComparer.Ordinal);

    private long lastCall;

    public IReadOnlyCollection<ZendeskWebhook> All => webhooks.Values;

    public ZendeskWebhook? Find(string? id) => id is null ? null : webhooks.GetValueOrDefault(id);

    public void Add(ZendeskWebhook webhook) => webhooks[webhook.Id] = webhook;

    public void Remove(string id) => webhooks.Remove(id);

    /// <summary>Queues the call that a trigger asked for.</summary>
    public void Notify(ZendeskNotification notification, DateTimeOffset now)
    {
        if (Find(notification.WebhookId) is { IsActive: true } webhook)
            Queue(webhook, notification.Body, now);
    }

    /// <summary>Queues an event for every webhook that subscribes to its type.</summary>
    public void Publish(string type, string body, DateTimeOffset now)
    {
        foreach (var webhook in webhooks.Values.Where(webhook => webhook.IsActive && webhook.Subscriptions.Contains(type)))
            Queue(webhook, body, now);
    }

    public IReadOnlyList<OutgoingWebhook> Take(DateTimeOffset now)
    {
        var due = waiting.Values.Where(call => call.DueAt <= now).OrderBy(call => call.DueAt).ThenBy(call => call.Id).ToList();
        var taken = new List<OutgoingWebhook>();
        foreach (var call in due)
        {
            waiting.Remove(call.Id);
            if (Find(call.WebhookId) is not { IsActive: true } webhook || Breaker(webhook.Id).IsOpen(now))
                continue;
            inFlight[call.Id] = call;
            var headers = ZendeskSignature.Headers(webhook, call.Invocation, call.Body, now);
            taken.Add(new OutgoingWebhook(call.Id, call.DueAt, webhook.Endpoint, headers, call.Body) { Method = webhook.Method });
        }
        return taken;
    }

    public void Answered(long id, int? status, TimeSpan? retryAfter, DateTimeOffset now)
    {
        if (!inFlight.Remove(id, out var call))
            return;
        Breaker(call.WebhookId).Count(status is >= 200 and < 300, now, account.Settings.BreakerPause);
        if (Delay(call, status, retryAfter) is { } delay)
            waiting[id] = call with { DueAt = now + delay, Tries = call.Tries + 1 };
    }

    /// <summary>How long until the call is made again; null where it is not.</summary>
    private static TimeSpan? Delay(Call call, int? status, TimeSpan? retryAfter) => status switch
    {
        409 when call.Tries < MaxConflictTries => TimeSpan.FromSeconds(call.Tries),
        429 or 503 when call.Tries < MaxConflictTries && retryAfter is { } wait && wait < LongestRetryAfter => wait,
        null when call.Tries < MaxTimeoutTries => TimeSpan.FromSeconds(call.Tries * 2),
        _ => null,
    };

    private void Queue(ZendeskWebhook webhook, string body, DateTimeOffset now)
    {
        var id = ++lastCall;
        var invocation = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{webhook.Id} {id}")))[..26];
        waiting[id] = new Call(id, webhook.Id, invocation, Encoding.UTF8.GetBytes(body), now + account.Settings.WebhookDelay, 1);
    }

    private ZendeskBreaker Breaker(string webhookId) =>
        breakers.TryGetValue(webhookId, out var known) ? known : breakers[webhookId] = new ZendeskBreaker();

    private sealed record Call(long Id, string WebhookId, string Invocation, byte[] Body, DateTimeOffset DueAt, int Tries);
}

/// <summary>Cuts a webhook off: 70 % errors, or more than 1000, within five minutes.</summary>
internal sealed class ZendeskBreaker
{
    /// <summary>A share of fewer calls than this says nothing.</summary>
    private const int MinCalls = 100;

    private const int MaxErrors = 1000;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    private readonly Queue<(DateTimeOffset At, bool IsError)> calls = [];

    private int errors;

    private DateTimeOffset openUntil;

    public bool IsOpen(DateTimeOffset now) => now < openUntil;

    public void Count(bool succeeded, DateTimeOffset now, TimeSpan pause)
    {
        calls.Enqueue((now, !succeeded));
        errors += succeeded ? 0 : 1;
        while (calls.TryPeek(out var oldest) && now - oldest.At > Span)
            errors -= calls.Dequeue().IsError ? 1 : 0;
        if (errors <= MaxErrors && (calls.Count < MinCalls || errors < calls.Count * 7 / 10))
            return;
        openUntil = now + pause;
        calls.Clear();
        errors = 0;
    }
}
