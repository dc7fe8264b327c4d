namespace Entente.Simulation.Tests.World;

/// <summary>Where the repository is, for its example accords.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Entente.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The simulator runs outside the repository."));
}
