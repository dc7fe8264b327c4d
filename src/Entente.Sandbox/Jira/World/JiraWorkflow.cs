namespace Entente.Sandbox.Jira.World;

/// <summary>The states of a project's issues and the ways between them.</summary>
/// <param name="InitialStatusId">Where a created issue stands.</param>
/// <param name="ReadOnlyStatusIds">States with the property <c>jira.issue.editable=false</c>: no field can be edited there.</param>
internal sealed record JiraWorkflow(
    string Name, string InitialStatusId, IReadOnlyList<JiraTransition> Transitions, IReadOnlyList<string> ReadOnlyStatusIds)
{
    /// <summary>Every state that an issue can come to, the first one first.</summary>
    public IEnumerable<string> StatusIds() => Transitions.Select(transition => transition.ToStatusId).Prepend(InitialStatusId).Distinct();

    /// <summary>The transitions that leave the issue's state and whose condition lets this person see them.</summary>
    public IEnumerable<JiraTransition> Available(JiraIssue issue, JiraUser caller) =>
        Transitions.Where(transition => transition.LeavesFrom(issue.StatusId) && (transition.Condition?.Invoke(issue, caller) ?? true));
}

/// <summary>One way from a state to another, with its screen, condition and validator.</summary>
/// <param name="Id">Unique within the workflow only: the same id means another thing in another project.</param>
internal sealed record JiraTransition(string Id, string Name, string ToStatusId)
{
    /// <summary>States in which it is offered; null makes it global.</summary>
    public IReadOnlyList<string>? FromStatusIds { get; init; }

    /// <summary>Fields that its screen shows; a field that is not here is refused with 400.</summary>
    public IReadOnlyList<ScreenField> Screen { get; init; } = [];

    /// <summary>Hides the transition where it does not hold.</summary>
    public Func<JiraIssue, JiraUser, bool>? Condition { get; init; }

    /// <summary>Refuses the transition after its screen was filled in; given the issue as it would be, answers field id and reason.</summary>
    public Func<IssueState, ValidatorRefusal?>? Validator { get; init; }

    /// <summary>Post function: the resolution that the transition sets; empty clears it, null leaves it.</summary>
    public string? ResolutionId { get; init; }

    public bool IsGlobal => FromStatusIds is null;

    public bool LeavesFrom(string statusId) => FromStatusIds is null ? statusId != ToStatusId : FromStatusIds.Contains(statusId);
}

/// <summary>A field of a transition screen.</summary>
internal sealed record ScreenField(string FieldId, bool IsRequired);

/// <summary>A validator's no, keyed by the field at fault.</summary>
internal sealed record ValidatorRefusal(string FieldId, string Reason);
