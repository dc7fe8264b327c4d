using System.Text.Json.Nodes;

using Entente.Demo.Trackers;

namespace Entente.Demo;

/// <summary>Prepares the imitations as their administrators would, and shortens their horizons so that nobody waits.</summary>
public static class DemoSetUp
{
    /// <summary>What <see cref="LowerHorizonsAsync"/> did, in one line.</summary>
    public const string Horizons =
        "The imitations' horizons are lowered (search index and export lag: none; rate limits: high), the hub settles after 2 s: a real tracker takes minutes.";

    /// <summary>Index lag, export delay and limits, so that recovery is shown without waiting.</summary>
    public static async Task LowerHorizonsAsync(HttpMessageInvoker http, Uri control, CancellationToken cancellation)
    {
        var sandbox = new SandboxDesk(http, control);
        await sandbox.SetAsync(
            "zendesk",
            new JsonObject
            {
                ["exportDelaySeconds"] = 0,
                ["indexLagSeconds"] = 0,
                ["incrementalPerMinute"] = 10_000,
                ["accountPerMinute"] = 100_000,
                ["updatesPerTicket"] = 10_000,
                ["updatesPerMinute"] = 100_000,
            },
            cancellation);
        await sandbox.SetAsync("jira", new JsonObject { ["indexLagSeconds"] = 0, ["burstPerSecond"] = 0, ["perIssueWrites"] = 0 }, cancellation);
    }

    /// <summary>Registers the webhooks at both trackers by their own APIs. Answers the secret with which Zendesk signs; Jira is given one.</summary>
    public static async Task<string> RegisterAsync(HttpMessageInvoker http, DemoTargets targets, DemoHooks hooks, CancellationToken cancellation)
    {
        await new JiraDesk(http, targets.Jira, targets.Cast).RegisterAsync(new Uri(targets.Hub, hooks.Jira), hooks.JiraSecret, cancellation);
        return await new ZendeskDesk(http, targets.Zendesk, targets.Cast).RegisterAsync(new Uri(targets.Hub, hooks.Zendesk), cancellation);
    }
}

/// <summary>Where the hub takes webhooks, below its address, and what Jira signs them with.</summary>
public sealed record DemoHooks(string Zendesk, string Jira, string JiraSecret);
