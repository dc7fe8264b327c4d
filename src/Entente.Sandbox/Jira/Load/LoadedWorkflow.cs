using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>
/// Recordings tell states, not the ways between them. A project made by a load gets a workflow in which every state is reachable
/// from every other; a project that was there keeps its workflow and gets a way back from states that it does not know.
/// </summary>
internal static class LoadedWorkflow
{
    private const string NamePrefix = "Recorded states";

    public static JiraWorkflow Start { get; } = new(NamePrefix, SeededWorkflows.ToDo,
    [
        new("11", "To Do", SeededWorkflows.ToDo) { ResolutionId = "" },
        new("21", "In Progress", SeededWorkflows.InProgress) { ResolutionId = "" },
        new("31", "Done", SeededWorkflows.Done) { ResolutionId = SeededWorkflows.DoneResolution },
    ], []);

    public static JiraWorkflow With(JiraWorkflow workflow, JiraStatus status)
    {
        if (workflow.Transitions.Any(transition => transition.ToStatusId == status.Id || (transition.FromStatusIds?.Contains(status.Id) ?? false)))
            return workflow;
        var id = (workflow.Transitions.Max(transition => int.Parse(transition.Id)) + 10).ToString();
        var isRecorded = workflow.Name == NamePrefix;
        var added = isRecorded
            ? new JiraTransition(id, status.Name, status.Id) { ResolutionId = status.Category == StatusCategory.Done ? SeededWorkflows.DoneResolution : "" }
            : new JiraTransition(id, "Bring back", workflow.InitialStatusId) { FromStatusIds = [status.Id], ResolutionId = "" };
        return workflow with { Transitions = [.. workflow.Transitions, added] };
    }
}
