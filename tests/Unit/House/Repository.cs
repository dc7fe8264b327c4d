using System.Diagnostics;

namespace Entente.Unit.Tests.House;

/// <summary>The tracked files of the repository, as structure tests read them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths of every tracked file below the root, ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    /// <summary>C# files of the product and its tests.</summary>
    public static IReadOnlyList<SourceText> Sources { get; } =
        [.. Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceText(path, Read(path)))];

    /// <summary>Files below a folder, which ends in a slash.</summary>
    public static IEnumerable<string> Below(string folder) => Files.Where(path => path.StartsWith(folder, StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Tracked files and those about to be: what is ignored does not count, what was deleted neither.</summary>
    private static IReadOnlyList<string> List()
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Root, RedirectStandardOutput = true };
        foreach (var argument in new[] { "ls-files", "--cached", "--others", "--exclude-standard", "-z" })
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException("The structure tests need git and a repository.");
        var paths = listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Root, path)));
        return [.. paths.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Entente.slnx"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));
}

/// <summary>A C# file.</summary>
internal sealed record SourceText(string Path, string Text)
{
    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    public override string ToString() => Path;
}
