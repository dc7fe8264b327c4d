using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Trackers;

namespace Entente.Demo;

/// <summary>
/// Prepares the imitations as their administrators would, shortens their horizons so that nobody waits, and tells a running hub over its API how to
/// get in. The same for processes that the demo started and for others.
/// </summary>
public static class DemoSetUp
{
    /// <summary>What <see cref="LowerHorizonsAsync"/> did, in one line.</summary>
    public const string Horizons =
        "The imitations' horizons are lowered (search index and export lag: none; rate limits: high), "
        + "the hub settles after 2 s: a real tracker takes minutes.";

    private const int SecretBytes = 24;

    /// <summary>Settings of each imitation under which recovery is shown without waiting, by product.</summary>
    private static readonly SortedDictionary<string, Func<JsonObject>> Lowered = new(StringComparer.Ordinal)
    {
        ["zendesk"] = () => new JsonObject
        {
            ["exportDelaySeconds"] = 0,
            ["indexLagSeconds"] = 0,
            ["incrementalPerMinute"] = 10_000,
            ["accountPerMinute"] = 100_000,
            ["updatesPerTicket"] = 10_000,
            ["updatesPerMinute"] = 100_000,
        },
        ["jira"] = () => new JsonObject { ["indexLagSeconds"] = 0, ["burstPerSecond"] = 0, ["perIssueWrites"] = 0 },
        ["servicenow"] = () => [],
        ["azuredevops"] = () => new JsonObject { ["usageLimit"] = 0 },
    };

    /// <summary>The address of every imitation that runs, by product, as the sandbox tells.</summary>
    public static async Task<IReadOnlyDictionary<string, Uri>> TrackersAsync(HttpMessageInvoker http, Uri control, CancellationToken cancellation) =>
        await new SandboxDesk(http, control).AddressesAsync(cancellation);

    /// <summary>
    /// Index lag, export delay and limits, so that recovery is shown without waiting; bodies are logged, so that what crossed can be searched.
    /// </summary>
    public static async Task LowerHorizonsAsync(HttpMessageInvoker http, DemoTargets targets, CancellationToken cancellation)
    {
        var sandbox = new SandboxDesk(http, targets.Control);
        foreach (var (product, settings) in Lowered.Where(one => targets.Trackers.ContainsKey(one.Key)))
        {
            var wanted = settings();
            wanted["logBodies"] = true;
            await sandbox.SetAsync(product, wanted, cancellation);
        }
    }

    /// <summary>
    /// Registers the hub's webhooks at every tracker that its accord names and gives it the secrets, which are in force at once. Answers the
    /// connections that are served now.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ConnectAsync(
        HttpMessageInvoker http, DemoTargets targets, TimeProvider time, CancellationToken cancellation)
    {
        var hub = new HubWindow(http, targets.Hub, targets.HubToken, time);
        var served = new List<string>();
        foreach (var connection in await hub.ConnectionsAsync(cancellation))
        {
            if (!targets.Trackers.TryGetValue(connection.Text("product"), out var address)
                || Way(http, targets, connection.Text("product")) is not { } way)
                continue;
            var offered = RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);
            var signing = await way.Desk.RegisterAsync(new Uri(targets.Hub, connection.Text("hook")), offered, cancellation);
            await hub.SetSecretAsync(connection.Text("id"), Secret(new Uri(address, way.Base), way.Account, signing), cancellation);
            served.Add(connection.Text("id"));
        }

        return served;
    }

    private static (ITrackerDesk Desk, DemoAccount Account, string Base)? Way(
        HttpMessageInvoker http, DemoTargets targets, string product) => product switch
        {
            "zendesk" => (new ZendeskDesk(http, targets.Of(product), targets.Cast), targets.Cast.ZendeskHub, ""),
            "jira" => (new JiraDesk(http, targets.Of(product), targets.Cast), targets.Cast.JiraHub, ""),
            "servicenow" => (
                new ServiceNowDesk(http, targets.Of(product), targets.Cast, new SandboxDesk(http, targets.Control)), targets.Cast.ServiceNowHub, ""),
            "azuredevops" =>
                (new AzureDevOpsDesk(http, targets.Of(product), targets.Cast), targets.Cast.AzureDevOpsHub, AzureDevOpsDesk.Organization),
            _ => null,
        };

    /// <summary>Times are short enough to watch recovery.</summary>
    private static JsonObject Secret(Uri endpoint, DemoAccount account, string signing) => JsonSerializer.SerializeToNode(
        new
        {
            endpoint,
            user = account.User,
            token = account.Token,
            webhookSecret = signing,
            settleSeconds = 2,
            deadlineSeconds = 3,
            pollSeconds = 2,
            callsPerMinute = 60_000,
        })!.AsObject();
}
