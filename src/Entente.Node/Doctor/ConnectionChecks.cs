using Entente.Connectors;
using Entente.Core.Accord;
using Entente.Core.Tickets;
using Entente.Node.Health;

namespace Entente.Node.Doctor;

/// <summary>Each connection: its secret, and what the tracker itself says when it is asked now.</summary>
internal static class ConnectionChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(HubContext hub, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(hub.Book.Accord.Connections.Select(declared => OfAsync(hub, declared, cancellation)));
        return [.. all.SelectMany(found => found)];
    }

    private static async Task<IReadOnlyList<Finding>> OfAsync(HubContext hub, Connection declared, CancellationToken cancellation)
    {
        if (ConnectorCatalog.Find(declared.Tracker) is null)
            return [Finding.Note("connection.product", declared.Id, $"There is no connector for {declared.Tracker}: this hub does not serve it.")];
        if (!hub.Connections.TryGetValue(declared.Id, out var settings))
            return
            [
                Finding.Wrong(
                    "secret.missing", declared.Id, "The hub has no secret for it: nothing of it is served.", $"entente secret set {declared.Id}",
                    WhoseAct.AdministratorOf(declared.Id)),
            ];
        var found = new List<Finding> { Finding.Ok("secret.present", declared.Id, "Its secret is there and can be read.") };
        found.AddRange(OfSettings(settings, hub.Now));
        found.AddRange(OfWebhooks(settings, hub.Watches.Of(settings.Id).Now));
        found.AddRange(await AskAsync(hub.Connectors[declared.Id], declared.Id, cancellation));
        return found;
    }

    private static IEnumerable<Finding> OfSettings(ConnectionSettings settings, DateTimeOffset now)
    {
        if (settings.Settle < settings.Deadline)
            yield return Finding.Wrong(
                "connection.settle", settings.Id,
                $"It settles for {settings.Settle.TotalSeconds:0.#} s, shorter than a request may take "
                + $"({settings.Deadline.TotalSeconds:0.#} s): a late request may be looked for too early.",
                $"Set settleSeconds in the secret of {settings.Id} to the longest time that its tracker works on a request; 180 is the default.");
        if (settings.SecretExpires is { } day && AlertRules.OfSecret(settings, now) is null)
            yield return Finding.Ok("secret.lasts", settings.Id, $"Its token lasts until {day:yyyy-MM-dd}.");
        else if (settings.SecretExpires is null)
            yield return Finding.Note(
                "secret.undated", settings.Id, "Nobody said when its token ends: with \"expires\" in its secret the hub warns ahead.");
    }

    private static IEnumerable<Finding> OfWebhooks(ConnectionSettings settings, HealthRecord health)
    {
        yield return health.LastWebhook is { } last
            ? Finding.Ok("webhook.seen", settings.Id, $"The newest of {health.Webhooks} webhooks came at {last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.")
            : Finding.Note(
                "webhook.never", settings.Id,
                $"No webhook ever came: changes are found by polls, up to {settings.PollEvery.TotalSeconds:0} s later.");
    }

    private static async Task<IReadOnlyList<Finding>> AskAsync(IConnector connector, string connection, CancellationToken cancellation)
    {
        try
        {
            return [.. (await connector.CheckAsync(cancellation)).Items.Select(item => Of(item, connection))];
        }
        catch (ConnectorException failure)
        {
            return
            [
                Finding.Wrong(
                    "check.failed", connection, failure.Message, "Mend what the message names, then run the doctor again.",
                    WhoseAct.AdministratorOf(connection)),
            ];
        }
    }

    private static Finding Of(CheckItem item, string connection)
    {
        var code = $"check.{item.Name.Split(' ')[0]}";
        if (item.Ok)
            return Finding.Ok(code, connection, Sentence(item));
        return item.Name.StartsWith("webhook", StringComparison.Ordinal)
            ? Finding.Note(code, connection, $"{Sentence(item)} {item.Remedy}".TrimEnd())
            : Finding.Wrong(code, connection, Sentence(item), item.Remedy ?? "See the connector's README.", WhoseAct.AdministratorOf(connection));
    }

    private static string Sentence(CheckItem item) => $"{item.Name}: {item.Finding}";
}
