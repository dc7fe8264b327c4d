using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;
using Entente.Node.Accords;
using Entente.Node.Api;
using Entente.Node.Audit;
using Entente.Node.Cases;
using Entente.Node.Conservation;
using Entente.Node.Health;
using Entente.Node.Links;
using Entente.Node.Measures;
using Entente.Node.Network;
using Entente.Node.Recovery;
using Entente.Node.Restores;
using Entente.Node.Tickets;
using Entente.Storage.Postgres;

namespace Entente.Node;

/// <summary>What every part of a running node shares. One instance a node; tickets share nothing but this.</summary>
public sealed class HubContext
{
    private long claims;

    public HubContext()
    {
        Cases = new CaseArchive(this);
        Audit = new AuditTrail(this);
        Conservation = new ConservationWatch(this);
        Counters = new HubCounters(this);
        Alerts = new AlertBook(this);
        Service = new ServiceQuery(this);
        Live = new LiveAccord(this);
    }

    public required IJournal Journal { get; init; }

    public required IJournalReader Reader { get; init; }

    public required IBlobStore Blobs { get; init; }

    public required EntryChain Chain { get; init; }

    /// <summary>The accord and the rules in force. Replaced whole when a new version goes live.</summary>
    public required RuleBook Book { get; set; }

    /// <summary>What makes another version of them live.</summary>
    public LiveAccord Live { get; }

    /// <summary>Connectors by connection id, ordinal order. Replaced whole when a connection is given a secret; after its settings.</summary>
    public required IReadOnlyDictionary<string, IConnector> Connectors { get; set; }

    /// <summary>Settings by connection id, ordinal order. Replaced whole.</summary>
    public required IReadOnlyDictionary<string, ConnectionSettings> Connections { get; set; }

    /// <summary>Opens a second connector of a connection with settings of its own, over the same budget; null where the hub cannot.</summary>
    public Func<ConnectionSettings, IConnector>? OpenConnector { get; init; }

    /// <summary>Which time line of the hub this store is.</summary>
    public HubEpoch Epoch { get; set; } = HubEpoch.First;

    /// <summary>What trackers asked not to be called for now.</summary>
    public CallPauses Pauses { get; init; } = new();

    /// <summary>Who asks again when, where a connection's budget is spent.</summary>
    public WaitingLines Lines { get; } = new();

    public required TimeProvider Time { get; init; }

    /// <summary>This node's name in claims: unique per process.</summary>
    public required string Owner { get; init; }

    /// <summary>The log of what people and the node do.</summary>
    public AuditTrail Audit { get; }

    /// <summary>Chains that the next checkpoint names.</summary>
    public MovedChains Moved { get; } = new();

    /// <summary>Tickets whose counts are to be compared with their journal.</summary>
    public MovedTickets MovedTickets { get; } = new();

    /// <summary>Whether the changes of all links add up.</summary>
    public ConservationWatch Conservation { get; }

    public StoreTrouble Trouble { get; } = new();

    public WakeSignal Wake { get; init; } = new();

    internal RecentStates States { get; } = new();

    public HubCounters Counters { get; }

    /// <summary>This node's name in measures: the same after a restart.</summary>
    public string Node { get; init; } = "node";

    /// <summary>What the node measures about itself.</summary>
    public HubMeasures Measures { get; init; } = new();

    /// <summary>Whether calls to each tracker go through.</summary>
    public ConnectionWatches Watches { get; init; } = new();

    /// <summary>What checks found wrong with this node.</summary>
    public HealthReasons Health { get; } = new();

    /// <summary>What needs a person.</summary>
    public AlertBook Alerts { get; }

    /// <summary>The integration's own service level.</summary>
    internal ServiceQuery Service { get; }

    public ChangeFeed Changes { get; init; } = new();

    /// <summary>This node among the others; null where the store is this node's alone.</summary>
    public PostgresPresence? Presence { get; init; }

    internal CaseArchive Cases { get; }

    /// <summary>Which links are paused or draining.</summary>
    public LinkGates Gates { get; } = new();

    /// <summary>How long requests of each connection may still be applied.</summary>
    public SettleTimes Settles { get; } = new();

    /// <summary>
    /// A name for claims that are made for a person's command, unlike every other claim of this process: with the workers' own name it would take
    /// tickets out of their hands.
    /// </summary>
    public string OwnerFor(string purpose) => $"{Owner}/{purpose}-{Interlocked.Increment(ref claims)}";

    /// <summary>How long a claim of this node holds. A call to a tracker never outlives it.</summary>
    public TimeSpan Lease { get; init; } = Workers.Lease;

    public DateTimeOffset Now => Time.GetUtcNow();
}
