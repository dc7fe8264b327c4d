using Entente.Sandbox.AzureDevOps;
using Entente.Sandbox.Jira;
using Entente.Sandbox.ServiceNow;
using Entente.Sandbox.Zendesk;

namespace Entente.Sandbox.Host;

/// <summary>One imitated product: where it listens and how it is made.</summary>
/// <param name="Name">As in the control API and in folder names of a load.</param>
/// <param name="PortOffset">Added to the control port.</param>
/// <param name="TicketPath">The address of a ticket's page for people; it ends in <c>{key}</c>, in its path or in its query.</param>
/// <param name="Create">Makes a fresh imitation, founded at an instant.</param>
public sealed record SandboxProduct(string Name, int PortOffset, string TicketPath, Func<DateTimeOffset, IImitation> Create);

/// <summary>Every product that the sandbox can imitate: one line each.</summary>
public static class SandboxCatalog
{
    public static IReadOnlyList<SandboxProduct> All { get; } =
    [
        new("zendesk", 1, "/agent/tickets/{key}", static start => new ZendeskImitation(start)),
        new("jira", 2, "/browse/{key}", static _ => new JiraImitation()),
        new("servicenow", 3, ServiceNowPages.TicketPath, static start => new ServiceNowImitation(start)),
        new("azuredevops", 4, "/global/_workitems/edit/{key}", static _ => new AzureDevOpsImitation()),
    ];
}
