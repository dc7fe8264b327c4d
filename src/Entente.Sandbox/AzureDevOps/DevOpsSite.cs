using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What a slice that writes works on: the state and the ledger through which it changes.</summary>
internal sealed record DevOpsSite(Organization Organization, WorkItemLedger Ledger);
