using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Someone does something now: what every write needs to know, by API or by hand on the pages.</summary>
internal sealed record DevOpsAct(DevOpsView View, Person Actor, DateTimeOffset Now)
{
    public Organization Organization => View.Organization;

    /// <summary>Skips the rules and lets the server's own stamps be set.</summary>
    public bool BypassesRules { get; init; }

    /// <summary>Raises no service hooks.</summary>
    public bool SuppressesNotifications { get; init; }
}
