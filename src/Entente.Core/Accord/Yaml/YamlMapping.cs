namespace Entente.Core.Accord.Yaml;

/// <summary>One key of a mapping with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>Keys with values, in the order of the file; no key stands twice.</summary>
internal sealed class YamlMapping : YamlNode
{
    private readonly Dictionary<string, YamlNode> byName;

    public YamlMapping(YamlText text, FilePosition start, IReadOnlyList<YamlEntry> entries)
        : base(text, start)
    {
        Entries = entries;
        byName = entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    public override string Kind => "a mapping";

    /// <summary>The value under a key, or null when the key is not there.</summary>
    public YamlNode? Find(string key) => byName.GetValueOrDefault(key);

    /// <summary>The text under a key, or null when it is not there or no scalar.</summary>
    public string? TextOf(string key) => (Find(key) as YamlScalar)?.Value;

    /// <summary>The mapping under a key, or null when it is not there or something else.</summary>
    public YamlMapping? MappingOf(string key) => Find(key) as YamlMapping;

    /// <summary>The mappings in the list under a key; empty when there is none.</summary>
    public IEnumerable<YamlMapping> RowsOf(string key) => (Find(key) as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    /// <summary>The scalars in the list under a key; empty when there is none.</summary>
    public IEnumerable<YamlScalar> ScalarsOf(string key) => (Find(key) as YamlSequence)?.Items.OfType<YamlScalar>() ?? [];

    /// <summary>The texts in the list under a key; empty when there is none.</summary>
    public IReadOnlyList<string> TextsOf(string key) => [.. ScalarsOf(key).Select(item => item.Value)];
}
