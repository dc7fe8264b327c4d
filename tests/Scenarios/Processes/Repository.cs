namespace Entente.Scenarios.Processes;

/// <summary>Where the checked-out repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The worked example that ships with the repository.</summary>
    public static string ExampleAccord { get; } = Path.Combine(Root, "accords", "infinity");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Entente.slnx"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
