using System.Security.Cryptography;
using System.Text;

using Entente.Sandbox.Jira.Jql;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Webhooks;

/// <summary>
/// Registered webhooks and the calls that are due. A call that fails in a way that may pass is made again, up to five times, each
/// wait longer than the last; the identifier stays the same, which is how a receiver knows a repetition.
/// </summary>
internal sealed class WebhookOutbox(JiraWorld world)
{
    private const int MaxRetries = 5;

    private readonly List<WebhookDelivery> waiting = [];
    private readonly SortedDictionary<long, WebhookDelivery> underWay = [];

    public List<WebhookRegistration> Registrations { get; } = [];

    public void Raise(JiraAct act, WebhookEvent raised)
    {
        var due = act.Now.AddSeconds(world.Settings.WebhookDelaySeconds);
        foreach (var registration in Registrations.Where(each => each.IsEnabled && each.Events.Contains(raised.Name)))
        {
            if (!Passes(registration, act, raised.Issue))
                continue;
            var id = world.NextId("delivery");
            var body = JiraJson.Bytes(raised.Body);
            waiting.Add(new(id, registration, body, Identifier(id, registration), due, 0) { IsSecondary = raised.IsSecondary });
        }
    }

    public IReadOnlyList<OutgoingWebhook> Take(DateTimeOffset now)
    {
        var due = waiting.Where(delivery => delivery.DueAt <= now).OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id).ToList();
        foreach (var delivery in due)
        {
            waiting.Remove(delivery);
            underWay[delivery.Id] = delivery;
        }

        return [.. due.Select(delivery => delivery.ToCall())];
    }

    public void Answered(long id, int? status, DateTimeOffset now)
    {
        if (!underWay.Remove(id, out var delivery) || !MayPass(status) || delivery.Retries == MaxRetries)
            return;
        var wait = TimeSpan.FromSeconds(world.Settings.WebhookRetrySeconds * (delivery.Retries + 1));
        waiting.Add(delivery with { Retries = delivery.Retries + 1, DueAt = now + wait });
    }

    private static bool MayPass(int? status) => status is null or 408 or 409 or 425 or 429 or >= 500;

    /// <summary>A filter that lost its meaning (its project or issue is gone) lets nothing through; it must not fail the write.</summary>
    private bool Passes(WebhookRegistration registration, JiraAct act, JiraIssue issue)
    {
        if (registration.Filter is null)
            return true;
        var view = act.View with { Caller = world.Users.GetValueOrDefault(registration.OwnerId) };
        try
        {
            return JqlCompiler.Compile(view, act.Now, JqlParser.Parse(registration.Filter))(issue, issue.State);
        }
        catch (JiraRefusal)
        {
            return false;
        }
    }

    /// <summary>Looks like the site's: 64 hexadecimal digits; counted, so that equal runs give equal ones.</summary>
    private static string Identifier(long id, WebhookRegistration registration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{registration.Id}/{id}")));
}
