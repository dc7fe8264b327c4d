using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

using Entente.Core.Journal;

namespace Entente.Node.Links;

/// <summary>
/// Whether a link works.
/// <code>
/// Running ──pause──▶ Paused ◀──nothing under way── Draining ◀──drain── Running
///    ▲─────────────resume──────────┴──────────────────┘
/// </code>
/// </summary>
public enum LinkStage
{
    Running,

    /// <summary>What is under way is applied; notices of the link's tickets wait.</summary>
    Draining,

    /// <summary>Nothing is written for the link and nothing taken from its lanes. Reading and sharing go on: envelopes wait in order.</summary>
    Paused,
}

/// <summary>Where a link stands, and since when.</summary>
public sealed record LinkSwitch(LinkStage Stage, DateTimeOffset Since);

/// <summary>
/// The switches of all links. They lie in the journal's named values, so that they outlive the process and hold for every node; each node
/// reads them again when what it knows is a second old.
/// </summary>
public sealed class LinkGates
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly LinkSwitch Open = new(LinkStage.Running, DateTimeOffset.UnixEpoch);

    private ImmutableSortedDictionary<string, LinkSwitch> closed = ImmutableSortedDictionary.Create<string, LinkSwitch>(StringComparer.Ordinal);
    private long readAt = long.MinValue;

    /// <summary>True when a link is draining: only then a ticket's reads need a look at what they would open.</summary>
    public bool IsAnyDraining => Volatile.Read(ref closed).Values.Any(gate => gate.Stage == LinkStage.Draining);

    public bool IsPaused(string link) => Of(link).Stage == LinkStage.Paused;

    public bool IsDraining(string link) => Of(link).Stage == LinkStage.Draining;

    /// <summary>The switch as this node last read it.</summary>
    public LinkSwitch Of(string link) => Volatile.Read(ref closed).GetValueOrDefault(link, Open);

    /// <summary>Reads the switches again if they are a second old.</summary>
    public async Task RefreshAsync(HubContext hub, CancellationToken cancellation)
    {
        var known = Interlocked.Read(ref readAt);
        if (known != long.MinValue && hub.Time.GetElapsedTime(known) < Freshness)
            return;
        var now = hub.Time.GetTimestamp();
        var found = ImmutableSortedDictionary.CreateBuilder<string, LinkSwitch>(StringComparer.Ordinal);
        foreach (var link in hub.Book.Accord.Links)
            if (await ReadAsync(hub.Journal, link.Id, cancellation) is { Stage: not LinkStage.Running } gate)
                found[link.Id] = gate;
        Volatile.Write(ref closed, found.ToImmutable());
        Interlocked.Exchange(ref readAt, now);
    }

    /// <summary>Sets a link's switch, durable on return; other nodes follow within a second.</summary>
    public async Task<LinkSwitch> SetAsync(HubContext hub, string link, LinkStage stage, CancellationToken cancellation)
    {
        var before = await ReadAsync(hub.Journal, link, cancellation);
        var gate = before.Stage == stage ? before : new LinkSwitch(stage, hub.Now);
        await hub.Journal.WriteValueAsync(Name(link), JsonSerializer.Serialize(gate, Json), cancellation);
        Interlocked.Exchange(ref readAt, long.MinValue);
        await RefreshAsync(hub, cancellation);
        return gate;
    }

    private static async Task<LinkSwitch> ReadAsync(IJournal journal, string link, CancellationToken cancellation) =>
        await journal.ReadValueAsync(Name(link), cancellation) is { } text ? JsonSerializer.Deserialize<LinkSwitch>(text, Json)! : Open;

    private static string Name(string link) => $"link:{link}";
}
