using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>What a slice that writes works on: the state and the ledger through which it changes.</summary>
internal sealed record JiraSite(JiraWorld World, IssueLedger Ledger);
