using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// The fields of Microsoft's own processes as rules see them, by reference name: <c>ticket.fields["System.Title"]</c>. Custom fields differ per
/// organisation: a connection's catalogue adds them. What may be empty has type dyn, since CEL compares other values with null only there.
/// </summary>
internal static class AzureDevOpsSchema
{
    public const string Product = "azuredevops";

    public const string Title = "System.Title";
    public const string Type = "System.WorkItemType";
    public const string Project = "System.TeamProject";
    public const string State = "System.State";
    public const string Reason = "System.Reason";
    public const string Tags = "System.Tags";
    public const string History = "System.History";
    public const string ChangedBy = "System.ChangedBy";

    /// <summary>Links to other work items, pages and artifacts; no field of Azure DevOps, but what its items carry beside them.</summary>
    public const string Relations = "relations";

    /// <summary>Longest title and other one-line text.</summary>
    public const int LineLimit = 255;

    /// <summary>Longest long text and comment.</summary>
    public const int TextLimit = 1_048_576;

    private static readonly CelType Names = CelType.List(CelType.String);
    private static readonly CelType RelationType = CelType.List(CelType.Map(CelType.String, CelType.String));

    private static readonly TicketField[] Fields =
    [
        Rich("System.Description", "Description"),
        Rich("Microsoft.VSTS.TCM.ReproSteps", "Repro steps: what a bug has instead of a description"),
        Rich("Microsoft.VSTS.TCM.SystemInfo", "System info"),
        Rich("Microsoft.VSTS.Common.AcceptanceCriteria", "Acceptance criteria"),
        new(Title, CelType.String, CelType.String, FieldWrite.Always, "Title"),
        new(Type, CelType.String, CelType.String, FieldWrite.Always, "Work item type: Bug, Task, User Story, …"),
        new(Project, CelType.String, CelType.String, FieldWrite.OnCreate, "Project"),
        new(State, CelType.String, CelType.String, FieldWrite.ThroughTransition, "State; a new work item begins in its type's first"),
        new(Reason, CelType.Dyn, CelType.Dyn, FieldWrite.ThroughTransition, "Reason of the state; follows it by itself"),
        new(Tags, Names, Names, FieldWrite.Always, "Tags; replaces all but the hub's marker"),
        new("System.AreaPath", CelType.String, CelType.String, FieldWrite.Always, "Area path, which must exist"),
        new("System.IterationPath", CelType.String, CelType.String, FieldWrite.Always, "Iteration path, which must exist"),
        Person("System.AssignedTo", FieldWrite.Always, "Assigned to: {id, name, address} or null; takes an e-mail address"),
        Person("System.CreatedBy", FieldWrite.Never, "Created by: {id, name, address}"),
        new("System.Parent", CelType.Dyn, CelType.Dyn, FieldWrite.Never, "Id of the parent work item"),
        new(Relations, RelationType, RelationType, FieldWrite.Always, "Relations: {rel, url, comment}; adds what is missing, removes nothing"),
        Plain("Microsoft.VSTS.Common.Priority", "Priority: 1 to 4"),
        Plain("Microsoft.VSTS.Common.Severity", "Severity: 1 - Critical, …"),
        Plain("Microsoft.VSTS.Common.Risk", "Risk"),
        Plain("Microsoft.VSTS.Common.Activity", "Activity"),
        Plain("Microsoft.VSTS.Common.ValueArea", "Value area"),
        Plain("Microsoft.VSTS.Build.FoundIn", "Found in build"),
        Plain("Microsoft.VSTS.Build.IntegrationBuild", "Integrated in build"),
        Plain("Microsoft.VSTS.Scheduling.StoryPoints", "Story points"),
        Plain("Microsoft.VSTS.Scheduling.Effort", "Effort"),
        Plain("Microsoft.VSTS.Scheduling.OriginalEstimate", "Original estimate, hours"),
        Plain("Microsoft.VSTS.Scheduling.RemainingWork", "Remaining work, hours"),
        Plain("Microsoft.VSTS.Scheduling.CompletedWork", "Completed work, hours"),
        Plain("Microsoft.VSTS.Scheduling.StartDate", "Start: timestamp or null"),
        Plain("Microsoft.VSTS.Scheduling.TargetDate", "Target: timestamp or null"),
        Plain("Microsoft.VSTS.Scheduling.DueDate", "Due: timestamp or null"),
    ];

    /// <summary>
    /// What Azure DevOps counts, computes or copies for itself. As fields these would make each of our own writes look like a change by somebody
    /// else, and a drag on a board like a change of the matter.
    /// </summary>
    private static readonly SortedSet<string> Kept = new(StringComparer.Ordinal)
    {
        "System.Id", "System.Rev", "System.Watermark", "System.PersonId", "System.AuthorizedAs", "System.AuthorizedDate", "System.RevisedDate",
        "System.ChangedBy", "System.ChangedDate", "System.CreatedDate", "System.CommentCount", "System.History", "System.IsDeleted",
        "System.AreaId", "System.IterationId", "System.NodeName", "System.NodeType", "System.RelatedLinkCount", "System.HyperLinkCount",
        "System.ExternalLinkCount", "System.RemoteLinkCount", "System.AttachedFileCount", "System.AttachedFiles", "System.BoardColumn",
        "System.BoardColumnDone", "System.BoardLane", "System.BISLinks", "System.LinkedFiles", "System.RelatedLinks",
        "Microsoft.VSTS.Common.StateChangeDate", "Microsoft.VSTS.Common.ActivatedDate", "Microsoft.VSTS.Common.ActivatedBy",
        "Microsoft.VSTS.Common.ResolvedDate", "Microsoft.VSTS.Common.ResolvedBy", "Microsoft.VSTS.Common.ResolvedReason",
        "Microsoft.VSTS.Common.ClosedDate", "Microsoft.VSTS.Common.ClosedBy", "Microsoft.VSTS.Common.StackRank",
        "Microsoft.VSTS.Common.BacklogPriority",
    };

    private static readonly string[] KeptPrefixes = ["WEF_", "System.AreaLevel", "System.IterationLevel", "System.Links."];

    /// <summary>The fields without a connection.</summary>
    public static TicketSchema Standard { get; } = With([]);

    /// <summary>The standard fields, replaced and extended by an organisation's own.</summary>
    public static TicketSchema With(IEnumerable<TicketField> own)
    {
        var all = new SortedDictionary<string, TicketField>(StringComparer.Ordinal);
        foreach (var field in Fields.Concat(own))
            all[field.Name] = field;
        var blank = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in all.Values)
            blank[field.Name] = Empty(field.Name, field.Read.Equals(RichTextValue.StaticType));
        return new TicketSchema(Product, all.Values, blank);
    }

    /// <summary>Whether a member of a work item's <c>fields</c> is one that rules read.</summary>
    public static bool IsRead(string field) =>
        !Kept.Contains(field) && !KeptPrefixes.Any(prefix => field.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>What a field that holds nothing reads as: Azure DevOps leaves it out.</summary>
    public static CelValue Empty(string field, bool isRich) => field switch
    {
        Tags or Relations => CelValue.List([]),
        _ when isRich => AzureDevOpsRichText.None,
        Title or Type or Project or State or "System.AreaPath" or "System.IterationPath" => CelValue.String(""),
        _ => CelValue.Null,
    };


    private static TicketField Rich(string name, string label) =>
        new(name, RichTextValue.StaticType, RichTextValue.StaticType, FieldWrite.Always, label);

    private static TicketField Plain(string name, string label) => new(name, CelType.Dyn, CelType.Dyn, FieldWrite.Always, label);

    private static TicketField Person(string name, FieldWrite write, string label) => new(name, CelType.Dyn, CelType.Dyn, write, label);
}
