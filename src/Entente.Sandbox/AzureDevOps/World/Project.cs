namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>A project with its process and its two trees. A node's path begins with the project's name.</summary>
internal sealed class Project(string id, string name, Process process)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public Process Process { get; } = process;

    /// <summary>Path to node id.</summary>
    public SortedDictionary<string, long> Areas { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Path to node id.</summary>
    public SortedDictionary<string, long> Iterations { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsNamed(string idOrName) => Id.Equals(idOrName, StringComparison.OrdinalIgnoreCase)
        || Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase);
}
