namespace Entente.Connectors.AzureDevOps;

/// <summary>Settings of this product's connections beyond those that all connections have.</summary>
public sealed class AzureDevOpsOptions
{
    /// <summary>Projects, by name, whose work items are polled and whose types make the catalogue. Default: all that the account may see.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>
    /// What a comment begins with that is internal, since Azure DevOps itself knows no internal comments. Compared without case. Default
    /// <c>[internal]</c>.
    /// </summary>
    public string InternalMark { get; init; } = "[internal]";
}
