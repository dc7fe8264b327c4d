namespace Entente.Sandbox.ServiceNow;

/// <summary>The parameters of a query string, decoded, in the order in which they stand; a name that stands twice counts the last time.</summary>
internal sealed class ServiceNowQuery(string raw)
{
    private readonly List<KeyValuePair<string, string>> all = [.. raw.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Parameter)];

    public string? this[string name] => all.LastOrDefault(one => one.Key == name).Value;

    public IReadOnlyList<KeyValuePair<string, string>> All => all;

    public bool IsTrue(string name) => this[name] == "true";

    /// <summary>A count of 0 or more; what is none counts as <paramref name="otherwise"/>.</summary>
    public int Count(string name, int otherwise) => int.TryParse(this[name], out var number) && number >= 0 ? number : otherwise;

    /// <summary>The names of a comma-separated parameter; null where it is not given.</summary>
    public IReadOnlyList<string>? List(string name) =>
        this[name] is { Length: > 0 } text ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null;

    /// <summary>The same query with other values for some of its parameters.</summary>
    public string With(params (string Name, string Value)[] changes)
    {
        var kept = all.Where(one => !changes.Any(change => change.Name == one.Key)).Select(one => (Name: one.Key, one.Value));
        return string.Join('&', kept.Concat(changes).Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));
    }

    private static KeyValuePair<string, string> Parameter(string part)
    {
        var cut = part.IndexOf('=', StringComparison.Ordinal);
        return cut < 0 ? new(Decode(part), "") : new(Decode(part[..cut]), Decode(part[(cut + 1)..]));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
