namespace Entente.Core.Text;

/// <summary>Which addresses may stand in a link: an allow-list of schemes. Readers and writers drop what a browser could run.</summary>
internal static class LinkAddress
{
    private static readonly string[] Schemes =
        ["http", "https", "mailto", "tel", "ftp", "ftps", "sftp", "sip", "callto", "file", "notes", "ssh", "git"];

    /// <summary>The address in one line with braces and quotes percent-encoded; null when no writer may use it.</summary>
    public static string? Safe(string address)
    {
        // Browsers ignore tabs and line ends inside an address, so "java\nscript:" must be judged without them.
        var clean = string.Concat(address.Where(c => !char.IsControl(c))).Trim();
        if (clean.Length == 0 || !IsAllowed(clean))
            return null;
        return string.Concat(clean.Select(Encoded));
    }

    /// <summary>The same for an image's source: only addresses that are fetched over HTTP or relative ones.</summary>
    public static string? SafeImage(string source) =>
        Safe(source) is { } safe && (SchemeOf(safe) is "" or "http" or "https") ? safe : null;

    private static bool IsAllowed(string address) => SchemeOf(address) is { } scheme && (scheme.Length == 0 || Schemes.Contains(scheme));

    private static string SchemeOf(string address)
    {
        var end = address.IndexOfAny([':', '/', '?', '#', '\\']);
        return end < 0 || address[end] != ':' ? "" : address[..end].ToLowerInvariant();
    }

    private static string Encoded(char c) => c switch
    {
        ' ' => "%20",
        '"' => "%22",
        '<' => "%3C",
        '>' => "%3E",
        '\\' => "%5C",
        '^' => "%5E",
        '`' => "%60",
        '{' => "%7B",
        '|' => "%7C",
        '}' => "%7D",
        '[' => "%5B",
        ']' => "%5D",
        '\u00A0' => "%C2%A0",
        _ => c.ToString(),
    };
}
