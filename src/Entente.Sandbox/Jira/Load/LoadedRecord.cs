using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>One recorded issue: the line it stood on and its JSON.</summary>
internal sealed record LoadedRecord(int Line, JsonElement Root, string Key, JsonElement Fields)
{
    /// <summary>Recorded ids at and above this are given up: the site goes on counting from the highest.</summary>
    public const long MaxId = 1_000_000_000_000_000;

    public string ProjectKey => Key[..Key.LastIndexOf('-')];

    public long Number => long.Parse(Key.AsSpan(Key.LastIndexOf('-') + 1));

    public long? Id => long.TryParse(Root.Member("id"), out var id) && id is > 0 and < MaxId ? id : null;

    /// <summary>The site it comes from: people of different servers may share a name.</summary>
    public string Host => Uri.TryCreate(Root.Member("self"), UriKind.Absolute, out var self) ? self.Host : "unknown";

    /// <summary>Reads a line; a line that is no issue is told and left out.</summary>
    public static LoadedRecord? Read(int number, string line, LoadJournal journal)
    {
        if (JiraJson.Parse(System.Text.Encoding.UTF8.GetBytes(line)) is not { ValueKind: JsonValueKind.Object } root)
            journal.NotTaken(number, "$", "not a JSON object with readable text");
        else if (root.Child("fields") is not { ValueKind: JsonValueKind.Object } fields)
            journal.NotTaken(number, "fields", "missing: this is no issue");
        else if (root.Member("key") is not { } key || !IsKey(key))
            journal.NotTaken(number, "key", "missing, or not of the form PROJECT-1");
        else
            return new(number, root, key, fields);
        return null;
    }

    private static bool IsKey(string key) =>
        key.LastIndexOf('-') is var dash && dash > 0 && long.TryParse(key.AsSpan(dash + 1), out var number) && number is > 0 and < MaxId;

    public IEnumerable<(JsonElement Item, string Path)> Items(string field, string? below = null)
    {
        var list = below is null ? Fields.Child(field) : Fields.Child(field)?.Child(below);
        if (list is not { ValueKind: JsonValueKind.Array } array)
            yield break;
        foreach (var (at, item) in array.EnumerateArray().Index())
            yield return (item, below is null ? $"fields.{field}[{at}]" : $"fields.{field}.{below}[{at}]");
    }
}
