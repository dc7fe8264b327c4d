namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>The work item types of a project and their states.</summary>
internal sealed class Process(string name)
{
    public string Name { get; } = name;

    public List<WorkItemType> Types { get; } = [];

    public WorkItemType? Find(string typeName) =>
        Types.Find(type => type.Name.Equals(typeName, StringComparison.OrdinalIgnoreCase) || type.ReferenceName == typeName);
}

/// <summary>A state of a type.</summary>
/// <param name="Category"><c>Proposed</c>, <c>InProgress</c>, <c>Resolved</c>, <c>Completed</c> or <c>Removed</c>.</param>
internal sealed record WorkItemState(string Name, string Category, string Color);

/// <summary>A reason that a move between two states may give; the first of a move is its default.</summary>
internal sealed record StateReason(string From, string To, string Reason);

/// <summary>What a type says about one of its fields.</summary>
internal sealed record TypeField(string ReferenceName)
{
    public bool IsRequired { get; init; }

    /// <summary>What a new work item holds where its creator says nothing.</summary>
    public string? Default { get; init; }
}

/// <summary>A work item type.</summary>
internal sealed class WorkItemType(string name, string referenceName, string color)
{
    public string Name { get; } = name;

    public string ReferenceName { get; } = referenceName;

    public string Color { get; } = color;

    public string Description { get; init; } = "";

    /// <summary>In the order of the workflow; a new work item starts in the first.</summary>
    public List<WorkItemState> States { get; } = [];

    public List<StateReason> Reasons { get; } = [];

    public List<TypeField> Fields { get; } = [];

    public WorkItemState? State(string stateName) => States.Find(state => state.Name.Equals(stateName, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Reasons of a move, the default first. An inherited process lets every state follow every other; a move that its parent
    /// process does not know has one reason.
    /// </summary>
    public IReadOnlyList<string> ReasonsOf(string? from, string to)
    {
        var known = Reasons.Where(reason => reason.From == (from ?? "") && reason.To == to).Select(reason => reason.Reason).ToList();
        return known.Count > 0 ? known : from is null ? ["New"] : [$"Moved to state {to}"];
    }
}
