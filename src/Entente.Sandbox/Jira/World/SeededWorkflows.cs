namespace Entente.Sandbox.Jira.World;

/// <summary>The two workflows of the seeded site. README.md of the parent folder draws them.</summary>
internal static class SeededWorkflows
{
    public const string ToDo = "10000";
    public const string InProgress = "3";
    public const string Waiting = "10001";
    public const string InReview = "10002";
    public const string Done = "10003";
    public const string Approval = "10004";
    public const string Closed = "6";
    public const string DoneResolution = "10000";
    public const string RootCauseField = "customfield_10901";

    /// <summary>An issue with this label may not be resolved without a root cause.</summary>
    public const string PostmortemLabel = "postmortem";

    /// <summary>Shop: review needs an assignee, a change may wait for approval, resolving needs a resolution, closed issues are read-only.</summary>
    public static JiraWorkflow Shop { get; } = new("Shop support workflow", ToDo,
    [
        new("11", "Start progress", InProgress) { FromStatusIds = [ToDo] },
        new("21", "Ask the customer", Waiting) { FromStatusIds = [ToDo, InProgress, InReview] },
        new("31", "Customer answered", InProgress) { FromStatusIds = [Waiting] },
        new("41", "Send to review", InReview)
        {
            FromStatusIds = [InProgress],
            Condition = (issue, _) => issue.State.Text("assignee") is not null,
        },
        new("51", "Resolve", Done)
        {
            FromStatusIds = [InProgress, Waiting, InReview],
            Screen = [new("resolution", true), new(RootCauseField, false), new("assignee", false)],
            Validator = NeedsRootCause,
        },
        new("61", "Close", Closed) { FromStatusIds = [Done] },
        new("71", "Reopen", ToDo) { FromStatusIds = [Done, Closed], ResolutionId = "" },
        new("81", "Stop progress", ToDo) { FromStatusIds = [InProgress] },
        new("91", "Ask for approval", Approval) { FromStatusIds = [ToDo, InProgress] },
        new("101", "Approve", InProgress) { FromStatusIds = [Approval] },
        new("111", "Decline", Closed) { FromStatusIds = [Approval], ResolutionId = "10001" },
    ], [Closed]);

    /// <summary>Kan: three states, every one reachable from every other, the resolution set by a post function.</summary>
    public static JiraWorkflow Kan { get; } = new("Kanban workflow", ToDo,
    [
        new("11", "To Do", ToDo) { ResolutionId = "" },
        new("21", "In Progress", InProgress) { ResolutionId = "" },
        new("31", "Done", Done) { ResolutionId = DoneResolution },
    ], []);

    private static ValidatorRefusal? NeedsRootCause(IssueState state) =>
        state.Texts("labels").Contains(PostmortemLabel) && state[RootCauseField] is null
            ? new(RootCauseField, "Root cause is required: an issue labelled postmortem cannot be resolved without it.")
            : null;
}
