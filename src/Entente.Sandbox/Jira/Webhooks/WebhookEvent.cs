using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Webhooks;

/// <summary>Something to tell the registered addresses. <paramref name="Issue"/> is what a registration's filter is tried on.</summary>
internal sealed record WebhookEvent(string Name, JiraIssue Issue, JsonObject Body)
{
    /// <summary>Follows from another event, as the deletion of a sub-task from its parent's; told in a header.</summary>
    public bool IsSecondary { get; init; }
}
