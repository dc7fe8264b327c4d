using System.Net;

using Entente.Storage.Postgres;

namespace Entente.Node;

/// <summary>How one node of a hub runs.</summary>
public sealed class HubOptions
{
    /// <summary>Folder of the accord and its parties' rules.</summary>
    public required string AccordFolder { get; init; }

    /// <summary>Folder of this node: the key, and where no database is named the embedded store, attachments and secrets.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The database that the nodes of the hub share, with attachments and sealed secrets; null for the embedded store of one node.</summary>
    public PostgresAddress? Database { get; init; }

    /// <summary>Port of pages, API and webhooks. Default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Tickets acted on at the same time. Default 16.</summary>
    public int Workers { get; init; } = 16;

    /// <summary>
    /// How long a claim holds: how long the tickets of a node that is frozen wait. Default 90 s; the longest call must fit into two thirds.
    /// </summary>
    public TimeSpan Lease { get; init; } = Tickets.Workers.Lease;

    /// <summary>Private networks that connectors may call.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Where alerts are posted; null: they are only shown.</summary>
    public Uri? AlertUrl { get; init; }

    /// <summary>How environment variables are read.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
