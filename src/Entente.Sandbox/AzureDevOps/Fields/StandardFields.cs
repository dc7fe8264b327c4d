namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>The fields that every organisation has, and those of the processes; in the order of recorded answers.</summary>
internal static class StandardFields
{
    private const string Common = "Microsoft.VSTS.Common.";

    private static readonly string[] Severities = ["1 - Critical", "2 - High", "3 - Medium", "4 - Low"];

    public static void AddTo(FieldCatalogue fields)
    {
        foreach (var field in System().Concat(Planning()).Concat(Texts()))
            fields.Add(field);
    }

    private static IEnumerable<WorkItemField> System() =>
    [
        Computed("System.Id", "ID", FieldKind.Integer),
        Computed("System.AreaId", "Area ID", FieldKind.Integer),
        new("System.AreaPath", "Area Path", FieldKind.TreePath),
        new("System.TeamProject", "Team Project", FieldKind.String),
        Computed("System.NodeName", "Node Name", FieldKind.String),
        Computed("System.AreaLevel1", "Area Level 1", FieldKind.String),
        Computed("System.AreaLevel2", "Area Level 2", FieldKind.String),
        Computed("System.AreaLevel3", "Area Level 3", FieldKind.String),
        Computed("System.Rev", "Rev", FieldKind.Integer),
        Computed("System.AuthorizedDate", "Authorized Date", FieldKind.DateTime),
        Computed("System.RevisedDate", "Revised Date", FieldKind.DateTime),
        Computed("System.IterationId", "Iteration ID", FieldKind.Integer),
        new("System.IterationPath", "Iteration Path", FieldKind.TreePath),
        Computed("System.IterationLevel1", "Iteration Level 1", FieldKind.String),
        Computed("System.IterationLevel2", "Iteration Level 2", FieldKind.String),
        Computed("System.IterationLevel3", "Iteration Level 3", FieldKind.String),
        new("System.WorkItemType", "Work Item Type", FieldKind.String),
        new("System.State", "State", FieldKind.String),
        new("System.Reason", "Reason", FieldKind.String),
        new("System.AssignedTo", "Assigned To", FieldKind.Identity),
        Stamp("System.CreatedDate", "Created Date", FieldKind.DateTime),
        Stamp("System.CreatedBy", "Created By", FieldKind.Identity),
        Stamp("System.ChangedDate", "Changed Date", FieldKind.DateTime),
        Stamp("System.ChangedBy", "Changed By", FieldKind.Identity),
        Computed("System.AuthorizedAs", "Authorized As", FieldKind.Identity),
        Computed("System.PersonId", "Person ID", FieldKind.Integer),
        Computed("System.Watermark", "Watermark", FieldKind.Integer),
        new("System.IsDeleted", "Is Deleted", FieldKind.Boolean) { IsReadOnly = true, IsShownExpanded = true },
        new("System.CommentCount", "Comment Count", FieldKind.Integer) { IsReadOnly = true },
        new("System.Title", "Title", FieldKind.String),
        new("System.BoardColumn", "Board Column", FieldKind.String) { IsReadOnly = true },
        new("System.BoardColumnDone", "Board Column Done", FieldKind.Boolean) { IsReadOnly = true },
        new("System.BoardLane", "Board Lane", FieldKind.String) { IsReadOnly = true },
    ];

    private static IEnumerable<WorkItemField> Planning() =>
    [
        new("Microsoft.VSTS.Scheduling.Effort", "Effort", FieldKind.Double),
        new("Microsoft.VSTS.Scheduling.StoryPoints", "Story Points", FieldKind.Double),
        new("Microsoft.VSTS.Scheduling.RemainingWork", "Remaining Work", FieldKind.Double),
        new("Microsoft.VSTS.Scheduling.OriginalEstimate", "Original Estimate", FieldKind.Double),
        new("Microsoft.VSTS.Scheduling.CompletedWork", "Completed Work", FieldKind.Double),
        new("Microsoft.VSTS.Scheduling.StartDate", "Start Date", FieldKind.DateTime),
        new("Microsoft.VSTS.Scheduling.TargetDate", "Target Date", FieldKind.DateTime),
        new("Microsoft.VSTS.Scheduling.DueDate", "Due Date", FieldKind.DateTime),
        new(Common + "Activity", "Activity", FieldKind.String),
        Stamp(Common + "StateChangeDate", "State Change Date", FieldKind.DateTime),
        Stamp(Common + "ActivatedDate", "Activated Date", FieldKind.DateTime),
        Stamp(Common + "ActivatedBy", "Activated By", FieldKind.Identity),
        Stamp(Common + "ResolvedDate", "Resolved Date", FieldKind.DateTime),
        Stamp(Common + "ResolvedBy", "Resolved By", FieldKind.Identity),
        Stamp(Common + "ResolvedReason", "Resolved Reason", FieldKind.String),
        Stamp(Common + "ClosedDate", "Closed Date", FieldKind.DateTime),
        Stamp(Common + "ClosedBy", "Closed By", FieldKind.Identity),
        new(Common + "Priority", "Priority", FieldKind.Integer) { AllowedValues = ["1", "2", "3", "4"] },
        new(Common + "Severity", "Severity", FieldKind.String) { AllowedValues = Severities },
        new(Common + "StackRank", "Stack Rank", FieldKind.Double),
        new(Common + "BacklogPriority", "Backlog Priority", FieldKind.Double),
        new(Common + "ValueArea", "Value Area", FieldKind.String) { AllowedValues = ["Architectural", "Business"] },
        new(Common + "Risk", "Risk", FieldKind.String) { AllowedValues = ["1 - High", "2 - Medium", "3 - Low"] },
        new("Microsoft.VSTS.Build.FoundIn", "Found In", FieldKind.String),
        new("Microsoft.VSTS.Build.IntegrationBuild", "Integration Build", FieldKind.String),
    ];

    private static IEnumerable<WorkItemField> Texts() =>
    [
        new("System.Description", "Description", FieldKind.Html),
        new("System.History", "History", FieldKind.History),
        new("Microsoft.VSTS.TCM.SystemInfo", "System Info", FieldKind.Html),
        new("Microsoft.VSTS.TCM.ReproSteps", "Repro Steps", FieldKind.Html),
        new(Common + "AcceptanceCriteria", "Acceptance Criteria", FieldKind.Html),
        new("Microsoft.VSTS.CMMI.Blocked", "Blocked", FieldKind.String),
        new("System.Tags", "Tags", FieldKind.PlainText),
        new("System.Parent", "Parent", FieldKind.Integer) { IsReadOnly = true },
        new("Custom.PartnerKey", "Partner Key", FieldKind.String),
        new("Custom.PartnerUrl", "Partner Url", FieldKind.String),
        new("Custom.Holder", "Holder", FieldKind.String),
    ];

    private static WorkItemField Computed(string referenceName, string name, FieldKind kind) =>
        new(referenceName, name, kind) { IsReadOnly = true, IsShownExpanded = true };

    /// <summary>Set by the server as the work item moves; a migration tool may set it past the rules.</summary>
    private static WorkItemField Stamp(string referenceName, string name, FieldKind kind) =>
        new(referenceName, name, kind) { IsReadOnly = true, YieldsToBypass = true };
}
