using Entente.Sandbox.Jira.Fields;

namespace Entente.Sandbox.Jira.World;

/// <summary>The site as it stands before the first call: people, projects and lists, no issues.</summary>
internal static class SeededWorld
{
    public const string ElaineId = "5b10a2844c20165700ede21e";
    public const string JohnId = "5b10a2844c20165700ede22f";
    public const string IntegrationId = "712020:9a6e1f0e-4a71-4a0c-8a63-0d7f3a5c1e10";
    public const string IntegrationAddress = "integration@infinity.example";
    public const string IntegrationToken = "sandbox-jira-token";

    private static readonly string[] AllTypes = ["10000", "10001", "10002", "10003", "10004"];

    public static JiraWorld Make()
    {
        var world = new JiraWorld();
        AddPeople(world);
        AddLists(world);
        AddFields(world.Fields);
        AddProject(world, new(10000, "SHOP", "Shop", SeededWorkflows.Shop) { LeadAccountId = ElaineId });
        AddProject(world, new(10001, "KAN", "Kanban", SeededWorkflows.Kan) { LeadAccountId = JohnId });
        world.ReserveId("project", 10001);
        return world;
    }

    private static void AddProject(JiraWorld world, JiraProject project)
    {
        project.IssueTypeIds.AddRange(AllTypes);
        world.Projects.Add(project);
    }

    /// <summary>The integration account lives in another zone than UTC on purpose: date literals in JQL are read in it.</summary>
    private static void AddPeople(JiraWorld world)
    {
        world.Roles.AddRange(["Administrators", "Developers", "Service Desk Team", "Users"]);
        world.Groups.AddRange(["jira-administrators", "jira-software-users"]);
        JiraUser[] people =
        [
            new(ElaineId, "Elaine", "elaine@infinity.example", "Europe/London")
            {
                Token = "sandbox-elaine-token", Roles = ["Administrators", "Developers", "Service Desk Team", "Users"], IsAdministrator = true,
            },
            new(JohnId, "John", "john@infinity.example", "Europe/Berlin")
            {
                Token = "sandbox-john-token", Roles = ["Developers", "Service Desk Team", "Users"],
            },
            new(IntegrationId, "Integration", IntegrationAddress, "America/New_York")
            {
                Token = IntegrationToken, Roles = ["Developers", "Service Desk Team", "Users"], IsAdministrator = true,
            },
        ];
        foreach (var person in people)
            world.Users.Add(person.AccountId, person);
    }

    private static void AddLists(JiraWorld world)
    {
        world.Statuses.AddRange(
        [
            new(SeededWorkflows.ToDo, "To Do", StatusCategory.New),
            new(SeededWorkflows.InProgress, "In Progress", StatusCategory.Indeterminate, "Someone works on it."),
            new(SeededWorkflows.Waiting, "Waiting for customer", StatusCategory.Indeterminate),
            new(SeededWorkflows.InReview, "In Review", StatusCategory.Indeterminate),
            new(SeededWorkflows.Approval, "Waiting for approval", StatusCategory.Indeterminate),
            new(SeededWorkflows.Done, "Done", StatusCategory.Done),
            new(SeededWorkflows.Closed, "Closed", StatusCategory.Done, "Finished for good; it cannot be edited."),
        ]);
        world.Priorities.AddRange(
        [
            new("1", "Highest", "This problem will block progress.", "#d04437"),
            new("2", "High", "Serious problem that could block progress.", "#f15C75"),
            new("3", "Medium", "Has the potential to affect progress.", "#f79232"),
            new("4", "Low", "Minor problem or easily worked around.", "#707070"),
            new("5", "Lowest", "Trivial problem with little or no impact on progress.", "#999999"),
        ]);
        world.Resolutions.AddRange(
        [
            new(SeededWorkflows.DoneResolution, "Done", "Work has been completed on this issue."),
            new("10001", "Won't Do", "This issue won't be actioned."),
            new("10002", "Duplicate", "The problem is a duplicate of an existing issue."),
            new("10003", "Cannot Reproduce", "All attempts at reproducing this issue failed."),
        ]);
        world.IssueTypes.AddRange(
        [
            new("10000", "Epic", "A big piece of work that holds others.", 1),
            new("10001", "Story", "What a user wants, in the user's words."),
            new("10002", "Task", "A task that needs to be done."),
            new("10003", "Sub-task", "The sub-task of the issue.", -1),
            new("10004", "Bug", "A problem which impairs or prevents the functions of the product."),
        ]);
        world.LinkTypes.AddRange(
        [
            new("10000", "Blocks", "is blocked by", "blocks"),
            new("10001", "Cloners", "is cloned by", "clones"),
            new("10002", "Duplicate", "is duplicated by", "duplicates"),
            new("10003", "Relates", "relates to", "relates to"),
        ]);
    }

    private static void AddFields(FieldCatalogue fields)
    {
        fields.Add(JiraField.Custom(10901, "Root cause", FieldShape.RichText));
        fields.Add(JiraField.Custom(10902, "Severity", FieldShape.Option, new("10100", "Sev 1"), new("10101", "Sev 2"), new("10102", "Sev 3")));
        fields.Add(JiraField.Custom(10903, "Customer reference", FieldShape.Text));
        fields.Add(JiraField.Custom(10904, "Story points", FieldShape.Number));
        fields.Add(JiraField.Custom(10905, "Channels", FieldShape.Options, new("10110", "Web"), new("10111", "Mobile"), new("10112", "Store")));
        fields.Add(JiraField.Custom(10906, "Follow-up at", FieldShape.Instant));
        fields.Add(JiraField.Custom(10907, "Reviewer", FieldShape.Person));
    }
}
