namespace Entente.Sandbox.Host;

/// <summary>Reads a folder of recorded records into the imitations.</summary>
internal sealed class FolderLoad(IReadOnlyList<ProductStage> stages, SandboxClock clock)
{
    public async Task<IReadOnlyList<LoadReport>> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var reports = new List<LoadReport>();
        foreach (var directory in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(directory);
            var files = Directory.EnumerateFiles(directory, "*.jsonl").Order(StringComparer.Ordinal).ToList();
            var stage = stages.FirstOrDefault(one => one.Product.Name == name);
            if (stage is null)
                reports.Add(NotTaken(name, [.. files.Select(file => $"{Path.GetFileName(file)}: no product of that name is imitated")]));
            else
                foreach (var file in files)
                    reports.Add(await TakeFileAsync(stage, file, cancellationToken));
        }
        return reports;
    }

    private async Task<LoadReport> TakeFileAsync(ProductStage stage, string file, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        var report = stage.With(it => it.Load(lines, clock.Now));
        return report with { NotTaken = [.. report.NotTaken.Select(line => $"{Path.GetFileName(file)}: {line}")] };
    }

    private static LoadReport NotTaken(string name, IReadOnlyList<string> lines) =>
        new(name, 0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal), lines);
}
