namespace Entente.Sandbox.Jira.World;

/// <summary>What a status means to every workflow. Connectors match by <paramref name="Key"/>, since names are localised.</summary>
internal sealed record StatusCategory(int Id, string Key, string Name, string ColorName)
{
    public static readonly StatusCategory Undefined = new(1, "undefined", "No Category", "medium-gray");
    public static readonly StatusCategory New = new(2, "new", "To Do", "blue-gray");
    public static readonly StatusCategory Done = new(3, "done", "Done", "green");
    public static readonly StatusCategory Indeterminate = new(4, "indeterminate", "In Progress", "yellow");

    public static StatusCategory Of(string? key) => key switch
    {
        "new" => New,
        "done" => Done,
        "indeterminate" => Indeterminate,
        _ => Undefined,
    };
}

/// <summary>A state of an issue; reachable only through transitions.</summary>
internal sealed record JiraStatus(string Id, string Name, StatusCategory Category, string Description = "") : INamed;

/// <summary>Lower ids are more urgent on a site with the standard scheme.</summary>
internal sealed record JiraPriority(string Id, string Name, string Description, string StatusColor) : INamed;

/// <summary>Why an issue needs no more work; an issue without one counts as unresolved.</summary>
internal sealed record JiraResolution(string Id, string Name, string Description) : INamed;

/// <summary>A kind of issue; <paramref name="HierarchyLevel"/> is 1 for epics, 0 for standard types, -1 for sub-tasks.</summary>
internal sealed record JiraIssueType(string Id, string Name, string Description, int HierarchyLevel = 0) : INamed
{
    public bool IsSubtask => HierarchyLevel < 0;
}

/// <summary>A kind of relation between two issues.</summary>
internal sealed record JiraLinkType(string Id, string Name, string Inward, string Outward) : INamed;

/// <summary>What a client may name by id or by name.</summary>
internal interface INamed
{
    string Id { get; }

    string Name { get; }
}
