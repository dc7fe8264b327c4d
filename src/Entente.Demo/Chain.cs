using Entente.Demo.Trackers;

namespace Entente.Demo;

/// <summary>A ticket at Mercuri and the issue at Infinity that the link made of it.</summary>
internal sealed record Pair(long Ticket, string Issue, string Token)
{
    public string TicketName => $"zendesk #{Ticket}";

    public string IssueName => $"jira {Issue}";
}

/// <summary>An incident in ServiceNow: its sys_id and its number.</summary>
internal sealed record Incident(string Id, string Number)
{
    public string Name => ServiceNowDesk.Name(Number);
}

/// <summary>One case on all four trackers.</summary>
/// <param name="Item">Id of the work item in Azure DevOps.</param>
internal sealed record Chain(Pair Pair, Incident Incident, string Item)
{
    public string ItemName => $"azuredevops {Item}";
}
