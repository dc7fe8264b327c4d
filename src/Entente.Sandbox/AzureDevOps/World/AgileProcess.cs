namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>A process inherited from Agile, with the custom state Blocked on what people work on.</summary>
internal static class AgileProcess
{
    private const string Priority = "Microsoft.VSTS.Common.Priority";
    private const string Severity = "Microsoft.VSTS.Common.Severity";
    private const string ValueArea = "Microsoft.VSTS.Common.ValueArea";

    private static readonly WorkItemState New = new("New", "Proposed", "b2b2b2");
    private static readonly WorkItemState Active = new("Active", "InProgress", "007acc");
    private static readonly WorkItemState Blocked = new("Blocked", "InProgress", "e60017");
    private static readonly WorkItemState Resolved = new("Resolved", "Resolved", "ff9d00");
    private static readonly WorkItemState Closed = new("Closed", "Completed", "339933");
    private static readonly WorkItemState Removed = new("Removed", "Removed", "ffffff");

    private static readonly string[] EveryTypesFields =
    [
        "System.Id", "System.AreaPath", "System.TeamProject", "System.Rev", "System.IterationPath", "System.WorkItemType", "System.State",
        "System.Reason", "System.AssignedTo", "System.CreatedDate", "System.CreatedBy", "System.ChangedDate", "System.ChangedBy",
        "System.CommentCount", "System.Description", "System.History", "System.Tags", "System.Parent", "Microsoft.VSTS.Common.StateChangeDate",
        "Microsoft.VSTS.Common.ActivatedDate", "Microsoft.VSTS.Common.ActivatedBy", "Microsoft.VSTS.Common.ResolvedDate",
        "Microsoft.VSTS.Common.ResolvedBy", "Microsoft.VSTS.Common.ClosedDate", "Microsoft.VSTS.Common.ClosedBy",
        "Microsoft.VSTS.Common.StackRank", "Custom.PartnerKey", "Custom.PartnerUrl", "Custom.Holder",
    ];

    private static readonly string[] BugFields =
    [
        "Microsoft.VSTS.TCM.ReproSteps", "Microsoft.VSTS.TCM.SystemInfo", "Microsoft.VSTS.Common.ResolvedReason", "Microsoft.VSTS.Build.FoundIn",
        "Microsoft.VSTS.Scheduling.StoryPoints", "Microsoft.VSTS.Common.Activity",
    ];

    public static Process Make(string name)
    {
        var process = new Process(name);
        process.Types.AddRange([Bug(), Task(), Story(), Portfolio("Feature", "773B93"), Portfolio("Epic", "E06C00"), Issue()]);
        foreach (var type in process.Types)
        {
            type.Fields.Add(new("System.Title") { IsRequired = true });
            type.Fields.AddRange(EveryTypesFields.Select(field => new TypeField(field)));
            type.Fields.Add(new(Priority) { Default = "2" });
        }

        return process;
    }

    private static WorkItemType Bug()
    {
        var type = Type("Bug", "CC293D", New, Active, Blocked, Resolved, Closed);
        type.Fields.AddRange([new(Severity) { Default = "3 - Medium" }, new(ValueArea) { Default = "Business" }]);
        type.Fields.AddRange(BugFields.Select(field => new TypeField(field)));
        string[] fixes = ["Fixed", "As Designed", "Cannot Reproduce", "Copied to Backlog", "Deferred", "Duplicate", "Obsolete"];
        Reasons(type, "", "New", "New", "Build Failure");
        Reasons(type, "New", "Active", "Approved", "Investigate");
        Reasons(type, "New", "Resolved", fixes);
        Reasons(type, "New", "Closed", fixes);
        Reasons(type, "Active", "Resolved", fixes);
        Reasons(type, "Active", "Closed", fixes);
        Reasons(type, "Active", "New", "Investigation Complete");
        Reasons(type, "Resolved", "Active", "Not fixed", "Test Failed");
        Reasons(type, "Resolved", "Closed", "Verified");
        Reasons(type, "Closed", "Active", "Regression", "Reactivated");
        Reasons(type, "Closed", "New", "Reactivated");
        return type;
    }

    private static WorkItemType Task()
    {
        var type = Type("Task", "F2CB1D", New, Active, Blocked, Closed, Removed);
        type.Fields.AddRange([new("Microsoft.VSTS.Common.Activity"), new("Microsoft.VSTS.Scheduling.RemainingWork")]);
        type.Fields.AddRange([new("Microsoft.VSTS.Scheduling.OriginalEstimate"), new("Microsoft.VSTS.Scheduling.CompletedWork")]);
        string[] ends = ["Completed", "Cut", "Deferred", "Obsolete"];
        Reasons(type, "New", "Active", "Work started");
        Reasons(type, "New", "Closed", ends);
        Reasons(type, "Active", "Closed", ends);
        Reasons(type, "Active", "New", "Work stopped");
        Reasons(type, "Closed", "Active", "Reactivated");
        Reasons(type, "New", "Removed", "Removed from the backlog");
        Reasons(type, "Active", "Removed", "Removed from the backlog");
        return type;
    }

    private static WorkItemType Story()
    {
        var type = Type("User Story", "009CCC", New, Active, Blocked, Resolved, Closed, Removed);
        type.Fields.AddRange([new(ValueArea) { Default = "Business" }, new("Microsoft.VSTS.Common.Risk")]);
        type.Fields.AddRange([new("Microsoft.VSTS.Common.AcceptanceCriteria"), new("Microsoft.VSTS.Scheduling.StoryPoints")]);
        Reasons(type, "Active", "Resolved", "Code complete and unit tests pass");
        AddBacklogReasons(type);
        return type;
    }

    private static WorkItemType Portfolio(string name, string color)
    {
        WorkItemState[] states = name == "Feature" ? [New, Active, Blocked, Resolved, Closed, Removed] : [New, Active, Resolved, Closed, Removed];
        var type = Type(name, color, states);
        type.Fields.AddRange([new(ValueArea) { Default = "Business" }, new("Microsoft.VSTS.Common.Risk"), new("Microsoft.VSTS.Scheduling.Effort")]);
        type.Fields.AddRange([new("Microsoft.VSTS.Scheduling.StartDate"), new("Microsoft.VSTS.Scheduling.TargetDate")]);
        Reasons(type, "Active", "Resolved", name == "Feature" ? "Stories complete" : "Features complete");
        AddBacklogReasons(type);
        return type;
    }

    private static WorkItemType Issue()
    {
        var type = Type("Issue", "B4009E", Active, Closed);
        type.Fields.Add(new("Microsoft.VSTS.Scheduling.DueDate"));
        Reasons(type, "Active", "Closed", "Issue resolved");
        Reasons(type, "Closed", "Active", "Issue reopened");
        return type;
    }

    private static void AddBacklogReasons(WorkItemType type)
    {
        Reasons(type, "New", "Active", "Implementation started");
        Reasons(type, "New", "Removed", "Removed from the backlog");
        Reasons(type, "Active", "Removed", "Removed from the backlog");
        Reasons(type, "Active", "New", "Implementation halted");
        Reasons(type, "Active", "Closed", "Acceptance tests pass");
        Reasons(type, "Resolved", "Closed", "Acceptance tests pass");
        Reasons(type, "Resolved", "Active", "Acceptance tests fail");
        Reasons(type, "Closed", "Active", "Reintroduced in Scope");
    }

    private static WorkItemType Type(string name, string color, params WorkItemState[] states)
    {
        var type = new WorkItemType(name, "Microsoft.VSTS.WorkItemTypes." + name.Replace(" ", "", StringComparison.Ordinal), color);
        type.States.AddRange(states);
        return type;
    }

    private static void Reasons(WorkItemType type, string from, string to, params string[] reasons) =>
        type.Reasons.AddRange(reasons.Select(reason => new StateReason(from, to, reason)));
}
