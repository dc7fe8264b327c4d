using System.Text.Json;

using Entente.Core.Journal;

namespace Entente.Node.Measures;

/// <summary>
/// The last day of a node as a named value of the journal, written each minute: a restart goes on where the node was, at most a minute short, and
/// every node of a hub can show the whole hub. The value's size is bounded as the series are.
/// </summary>
internal static class StoredMeasures
{
    private const string NodesName = "measures";
    private static readonly TimeSpan NodeLife = TimeSpan.FromDays(1);

    /// <summary>Stores this node's last day, and that the node is there.</summary>
    public static async Task WriteAsync(IJournal journal, string node, RecentMeasures recent, DateTimeOffset now, CancellationToken cancellation)
    {
        await journal.WriteValueAsync(NameOf(node), Text(recent), cancellation);
        var nodes = await NodesAsync(journal, cancellation);
        foreach (var gone in nodes.Where(one => now - one.Value > NodeLife).ToList())
            nodes.Remove(gone.Key);
        if (nodes.TryGetValue(node, out var told) && now - told < NodeLife / 24)
            return;
        nodes[node] = now;
        await journal.WriteValueAsync(NodesName, JsonSerializer.Serialize(nodes), cancellation);
    }

    /// <summary>Adds what this node had counted before it stopped.</summary>
    public static async Task ReadAsync(IJournal journal, string node, RecentMeasures into, CancellationToken cancellation)
    {
        if (await journal.ReadValueAsync(NameOf(node), cancellation) is { } text)
            Add(text, into);
    }

    /// <summary>The last day of the whole hub: this node's, and what the others stored.</summary>
    public static async Task<RecentMeasures> OfHubAsync(HubContext hub, CancellationToken cancellation)
    {
        var all = new RecentMeasures(hub.Time);
        all.Add(hub.Measures.Recent);
        foreach (var node in (await NodesAsync(hub.Journal, cancellation)).Keys)
            if (node != hub.Node)
                await ReadAsync(hub.Journal, node, all, cancellation);
        return all;
    }

    /// <summary>JSON: <c>[[instrument, [labels], [[slot, sum, bucket, count, …], …]], …]</c>.</summary>
    internal static string Text(RecentMeasures recent)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var (key, series) in recent.All)
                Write(json, key, series);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Adds what <see cref="Text"/> wrote.</summary>
    internal static void Add(string text, RecentMeasures into)
    {
        using var document = JsonDocument.Parse(text);
        foreach (var one in document.RootElement.EnumerateArray())
        {
            var labels = LabelValues.Of([.. one[1].EnumerateArray().Select(label => label.GetString()!)]);
            foreach (var stored in one[2].EnumerateArray())
                into.Series(new SeriesKey(one[0].GetString()!, labels))?.Add(Slot(stored));
        }
    }

    private static void Write(Utf8JsonWriter json, SeriesKey key, RecentSeries series)
    {
        json.WriteStartArray();
        json.WriteStringValue(key.Instrument);
        json.WriteStartArray();
        foreach (var label in key.Labels.List)
            json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteStartArray();
        foreach (var slot in series.From(0))
        {
            json.WriteStartArray();
            json.WriteNumberValue(slot.Number);
            json.WriteNumberValue(slot.Sum);
            foreach (var (bucket, count) in slot.Buckets)
            {
                json.WriteNumberValue(bucket);
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static RecentSlot Slot(JsonElement stored)
    {
        var slot = new RecentSlot(stored[0].GetInt64());
        var numbers = stored.GetArrayLength();
        if (numbers == 2)
            slot.Add(stored[1].GetDouble(), isDuration: false);
        for (var i = 2; i + 1 < numbers; i += 2)
            slot.Add(stored[i].GetInt32(), stored[i + 1].GetInt64());
        return slot;
    }

    private static async Task<SortedDictionary<string, DateTimeOffset>> NodesAsync(IJournal journal, CancellationToken cancellation) =>
        await journal.ReadValueAsync(NodesName, cancellation) is { } text
            ? new(JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(text)!, StringComparer.Ordinal)
            : new(StringComparer.Ordinal);

    private static string NameOf(string node) => $"measures:{node}";
}
