using System.Security.Cryptography;
using System.Text;

using Entente.Core.Tickets;
using Entente.Sandbox;
using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.Faults;

namespace Entente.Simulation.Tests.World;

/// <summary>Brings webhooks from trackers to nodes, to any of them (RELIABILITY 3.3).</summary>
internal sealed class Roads(SimulatedWorld world, Swarm swarm, SeededRandom dice)
{
    private static readonly TimeSpan SenderGivesUp = TimeSpan.FromSeconds(10);
    private static readonly string[] Identifiers = ["X-Atlassian-Webhook-Identifier", "X-Zendesk-Webhook-Invocation-Id", "X-Entente-Delivery"];
    private readonly string deaf = dice.Pick(["zd", "jr", "sn", "ado"]);

    public void Collect(Tracker tracker)
    {
        foreach (var hook in tracker.Imitation.TakeWebhooks(world.Timeline.Now))
            Carry(tracker, hook);
    }

    private void Carry(Tracker tracker, OutgoingWebhook hook)
    {
        var way = dice.Millis(1, 60);
        if (swarm.Has(FaultKind.W04) && (tracker.Connection == deaf || dice.Chance(10)))
        {
            swarm.Note(FaultKind.W04);
            tracker.Imitation.WebhookAnswered(hook.Id, 200, world.Timeline.Now);
            return;
        }

        if (swarm.Strikes(FaultKind.W05, 15))
            way = dice.Span(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30));
        else if (swarm.Strikes(FaultKind.W03, 40))
            way = dice.Millis(1, 5000);
        if (swarm.Strikes(FaultKind.W01, 25))
            Send(tracker, hook, hook.Headers, hook.Body, way + dice.Millis(1, 90_000), isAnswered: false);
        if (swarm.Strikes(FaultKind.W02, 25))
            Send(tracker, hook, Renamed(hook.Headers), Renumbered(tracker, hook.Body), way + dice.Millis(1, 20_000), isAnswered: false);
        if (swarm.Strikes(FaultKind.W06, 20))
            Forge(tracker, hook, way);
        if (tracker.Connection is "jr" or "ado" && swarm.Strikes(FaultKind.W11, 30))
        {
            var lie = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(hook.Body).Replace("tk", "lie", StringComparison.Ordinal));
            Send(tracker, hook, tracker.Connection == "jr" ? Signed(hook.Headers, lie) : hook.Headers, lie, way, isAnswered: true);
            return;
        }

        Send(tracker, hook, hook.Headers, hook.Body, way, isAnswered: !swarm.Strikes(FaultKind.W09, 20));
    }

    private void Send(
        Tracker tracker, OutgoingWebhook hook, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body, TimeSpan way, bool isAnswered)
    {
        var isOpen = true;
        void Answer(int? status)
        {
            if (!isOpen)
                return;
            isOpen = false;
            tracker.Imitation.WebhookAnswered(hook.Id, isAnswered ? status : null, world.Timeline.Now);
        }

        world.Timeline.After(way, () =>
        {
            if (world.AnyNode(dice) is not { } node)
            {
                Answer(null);
                return;
            }

            world.Trace(() => $"   webhook of {tracker.Connection} arrives at {node.Life.Name}");
            node.Deliver(tracker.Connection, Call(headers, body), status => Answer(status));
            world.Timeline.After(SenderGivesUp, () => Answer(null));
        });
    }

    /// <summary>Somebody else's words under no valid signature: refused, and nothing of them is kept.</summary>
    private void Forge(Tracker tracker, OutgoingWebhook hook, TimeSpan way)
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(hook.Body) + " ");
        var headers = hook.Headers.Where(header => header.Key != "Authorization").ToList();
        world.Timeline.After(way, () => world.AnyNode(dice)?.Deliver(
            tracker.Connection, Call(headers, body),
            status => world.Watch.Require(status is 401 or 503, "forged", $"a forged webhook of {tracker.Connection} was answered {status}")));
    }

    private static WebhookCall Call(IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
            named[name] = value;
        return new WebhookCall(named, body, default);
    }

    private List<KeyValuePair<string, string>> Renamed(IReadOnlyList<KeyValuePair<string, string>> headers) =>
        [.. headers.Select(header => Identifiers.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
            ? KeyValuePair.Create(header.Key, $"{header.Value}-{dice.Below(1000)}")
            : header)];

    private byte[] Renumbered(Tracker tracker, byte[] body) => tracker.Connection != "ado" ? body : Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(body).Replace("\"notificationId\":", $"\"notificationId\":{dice.Between(1, 9)}", StringComparison.Ordinal));

    private static List<KeyValuePair<string, string>> Signed(IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        var signature = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("secret"), body))}";
        return [.. headers.Select(header => header.Key == "X-Hub-Signature" ? KeyValuePair.Create(header.Key, signature) : header)];
    }
}
