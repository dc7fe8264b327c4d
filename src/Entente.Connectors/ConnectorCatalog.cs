using Entente.Connectors.AzureDevOps;
using Entente.Connectors.Jira;
using Entente.Connectors.ServiceNow;
using Entente.Connectors.Zendesk;
using Entente.Core.Tickets;

namespace Entente.Connectors;

/// <summary>All connectors. A product is one folder and one line here.</summary>
public static class ConnectorCatalog
{
    /// <summary>By product name, ordinal order.</summary>
    public static IReadOnlyList<ConnectorEntry> All { get; } =
    [
        new(AzureDevOpsSchema.Product, "Azure DevOps", AzureDevOpsSchema.Standard, (hub, services) => new AzureDevOpsConnector(hub, services)),
        new(JiraSchema.Product, "Jira", JiraSchema.Standard,
            (settings, services) => new JiraConnector(settings, services)) { Limits = JiraLimits.All },
        new(ServiceNowSchema.Product, "ServiceNow", ServiceNowSchema.Standard, (settings, services) => new ServiceNowConnector(settings, services)),
        new(ZendeskSchema.Product, "Zendesk", ZendeskSchema.Fields,
            (hub, services) => new ZendeskConnector(hub, services)) { Limits = ZendeskLimits.All },
    ];

    /// <summary>The product's line, or null for a name that no connector has.</summary>
    public static ConnectorEntry? Find(string product) => All.FirstOrDefault(entry => entry.Product == product);
}

/// <summary>One product's connector.</summary>
/// <param name="Product">The name in accords: <c>zendesk</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Schema">The standard fields, for checks without a connection.</param>
/// <param name="Open">Makes the connector of one connection.</param>
public sealed record ConnectorEntry(
    string Product, string Title, TicketSchema Schema, Func<ConnectionSettings, ConnectorServices, IConnector> Open)
{
    /// <summary>The limits that the vendor publishes, beside the connection's calls a minute.</summary>
    public IReadOnlyList<CallLimit> Limits { get; init; } = [];
}
