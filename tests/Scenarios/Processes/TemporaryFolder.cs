namespace Entente.Scenarios.Processes;

/// <summary>A folder of one test; removed with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("entente-scenario-").FullName;

    /// <summary>A copy of the worked example, for a test to spoil.</summary>
    public static TemporaryFolder WithExampleAccord()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.ExampleAccord, "*", SearchOption.AllDirectories))
        {
            var target = copy.PathOf(System.IO.Path.GetRelativePath(Repository.ExampleAccord, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Replaces one text that must be there exactly once, and says on which line and column it began.</summary>
    public (int Line, int Column) Replace(string file, string before, string after)
    {
        var text = File.ReadAllText(PathOf(file));
        var at = text.IndexOf(before, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
            throw new InvalidOperationException($"'{before}' is not exactly once in {file}.");
        File.WriteAllText(PathOf(file), text[..at] + after + text[(at + before.Length)..]);
        return (text.AsSpan(0, at).Count('\n') + 1, at - text.LastIndexOf('\n', at));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
