using System.Text.Json;

using Entente.Demo.Trackers;

namespace Entente.Demo.Recorded;

/// <summary>What a folder of recorded tickets put into the imitations.</summary>
/// <param name="Projects">Keys of the Jira projects concerned, ordinal order.</param>
/// <param name="NotTaken">What was not loaded, each with its reason.</param>
internal sealed record RecordedLoad(IReadOnlyCollection<string> Projects, List<string> NotTaken)
{
    private static readonly string[] Products = ["azuredevops", "jira", "servicenow", "zendesk"];

    /// <summary>Loads <c>DIR/PRODUCT/*.jsonl</c>; a folder of a product without imitation is named, not passed over.</summary>
    public static async Task<RecordedLoad> RunAsync(Stage stage, string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new DemoException($"There is no folder '{folder}'.");
        var projects = new SortedSet<string>(StringComparer.Ordinal);
        var notTaken = new List<string>();
        foreach (var product in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(product);
            if (!Products.Contains(name))
            {
                notTaken.Add($"{name}: no product of that name is imitated");
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(product, "*.jsonl").Order(StringComparer.Ordinal))
            {
                var lines = await File.ReadAllTextAsync(file, cancellation);
                var answer = await stage.Sandbox.LoadAsync(name, lines, cancellation);
                notTaken.AddRange(answer.Items("notTaken").Select(line => $"{name}: {line}"));
                if (name == "jira")
                    projects.UnionWith(Keys(lines));
            }
        }

        return new RecordedLoad(projects, notTaken);
    }

    private static IEnumerable<string> Keys(string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var record = JsonDocument.Parse(line);
            if (record.RootElement.Text("key") is { Length: > 0 } key)
                yield return key[..key.LastIndexOf('-')];
        }
    }
}
