namespace Entente.Sandbox.People;

/// <summary>Where a product's ticket pages stand: the key ends the path (<c>/browse/{key}</c>) or the query (<c>/page?id={key}</c>).</summary>
internal sealed class TicketAddress
{
    private readonly string path;

    /// <summary>The parameter that carries the key; null where the path does.</summary>
    private readonly string? parameter;

    /// <param name="pattern">Ends in <c>{key}</c>.</param>
    public TicketAddress(string pattern)
    {
        var parts = pattern.Replace("{key}", "", StringComparison.Ordinal).Split('?');
        path = parts[0];
        parameter = parts.Length > 1 ? parts[1].TrimEnd('=') : null;
    }

    /// <summary>Whether a path is that of a ticket's page.</summary>
    public bool Fits(string requested) => parameter is null ? requested.StartsWith(path, StringComparison.Ordinal) : requested == path;

    /// <summary>The key that a fitting request names.</summary>
    public string Key(string requested, IReadOnlyDictionary<string, string> query) =>
        parameter is null ? requested[path.Length..].TrimEnd('/') : query.GetValueOrDefault(parameter) ?? "";

    /// <summary>What a form that asks for a ticket's page by GET must carry besides its own fields, since it replaces the query; safe HTML.</summary>
    public string Kept(string key) =>
        parameter is null ? "" : $"<input type=\"hidden\" name=\"{PeoplePage.Escape(parameter)}\" value=\"{PeoplePage.Escape(key)}\">";

    /// <summary>The page of a ticket, as seen by an actor.</summary>
    public string Of(string key, string actor)
    {
        var start = parameter is null ? $"{path}{Uri.EscapeDataString(key)}?" : $"{path}?{parameter}={Uri.EscapeDataString(key)}&";
        return $"{start}as={Uri.EscapeDataString(actor)}";
    }
}
