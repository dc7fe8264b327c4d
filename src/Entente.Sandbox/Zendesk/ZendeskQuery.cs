namespace Entente.Sandbox.Zendesk;

/// <summary>The parameters of a query string, decoded; a name that stands twice counts the last time.</summary>
internal sealed class ZendeskQuery
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public ZendeskQuery(string raw)
    {
        foreach (var part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            values[Decode(cut < 0 ? part : part[..cut])] = cut < 0 ? "" : Decode(part[(cut + 1)..]);
        }
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public IEnumerable<KeyValuePair<string, string>> All => values;

    public bool Has(string name) => values.ContainsKey(name);

    public int? Number(string name) => int.TryParse(this[name], out var number) ? number : null;

    /// <summary>The names of a comma-separated parameter.</summary>
    public IReadOnlyList<string> List(string name) =>
        this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IReadOnlyList<long> Ids(string name) => [.. List(name).Select(text => long.TryParse(text, out var id) ? id : 0).Where(id => id > 0)];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
