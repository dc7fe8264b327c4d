using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

using Entente.Core.Journal;

namespace Entente.Node.Health;

/// <summary>The health of all connections, and where it outlives the process: a named value of the journal for each, shared by all nodes.</summary>
public sealed class ConnectionWatches
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly ConcurrentDictionary<string, ConnectionHealth> watches = new(StringComparer.Ordinal);

    public ConnectionHealth Of(string connection) => watches.GetOrAdd(connection, _ => new ConnectionHealth());

    /// <summary>Takes over what was stored; an outage that lasted when the node stopped lasts until a call works.</summary>
    public async Task LoadAsync(HubContext hub, CancellationToken cancellation)
    {
        foreach (var connection in hub.Book.Accord.Connections)
            if (await ReadAsync(hub.Journal, connection.Id, cancellation) is { } stored)
                Of(connection.Id).Merge(stored, hub.Now);
    }

    /// <summary>Stores outages that began or ended.</summary>
    /// <param name="all">Also what is no news: the times of webhooks.</param>
    /// <returns>True when an outage began or ended.</returns>
    public async Task<bool> StoreAsync(HubContext hub, bool all, CancellationToken cancellation)
    {
        var isNews = false;
        foreach (var (connection, health) in watches.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var told = health.TakeNews();
            isNews |= told;
            if (!told && !all)
                continue;
            var stored = await ReadAsync(hub.Journal, connection, cancellation) ?? HealthRecord.Unknown;
            var text = JsonSerializer.Serialize(health.Merge(stored, hub.Now), Json);
            await hub.Journal.WriteValueAsync(NameOf(connection), text, cancellation);
        }

        return isNews;
    }

    /// <summary>What a store says of a connection without a running node; null when nothing.</summary>
    public static async Task<HealthRecord?> ReadAsync(IJournal journal, string connection, CancellationToken cancellation) =>
        await journal.ReadValueAsync(NameOf(connection), cancellation) is { } text ? JsonSerializer.Deserialize<HealthRecord>(text, Json) : null;

    private static string NameOf(string connection) => $"health:{connection}";
}
