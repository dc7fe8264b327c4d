using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Moves an issue to another project: new key, new workflow, the same id. The old key leads to it for ever.</summary>
internal static class IssueMove
{
    public static void Carry(JiraSite site, JiraAct act, JiraIssue issue, JiraProject project)
    {
        var before = issue.State;
        var key = project.NextKey();
        var status = project.Workflow.StatusIds().Contains(issue.StatusId) ? issue.StatusId : project.Workflow.InitialStatusId;
        var after = before with { Key = key, Project = project, Values = before.Values.SetItem("status", JiraJson.Element(status)) };
        site.Ledger.Change(act, issue, after,
            new("project", "jira", "project", before.Project.Id.ToString(), before.Project.Name, project.Id.ToString(), project.Name),
            new("Key", "jira", null, null, before.Key, null, key));
        site.World.Rekey(issue);
    }
}
