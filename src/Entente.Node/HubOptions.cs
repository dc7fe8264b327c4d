using System.Net;

namespace Entente.Node;

/// <summary>How one node of a hub runs.</summary>
public sealed class HubOptions
{
    /// <summary>Folder of the accord and its parties' rules.</summary>
    public required string AccordFolder { get; init; }

    /// <summary>Folder of the embedded store, attachments, secrets and key.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Port of pages, API and webhooks. Default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Tickets acted on at the same time. Default 16.</summary>
    public int Workers { get; init; } = 16;

    /// <summary>Private networks that connectors may call.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Where alerts are posted; null: they are only shown.</summary>
    public Uri? AlertUrl { get; init; }

    /// <summary>How environment variables are read.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
