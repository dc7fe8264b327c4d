using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Someone does something now: what every write needs to know, by API or by hand on the pages.</summary>
internal sealed record JiraAct(JiraView View, JiraUser Actor, DateTimeOffset Now)
{
    public JiraWorld World => View.World;
}
