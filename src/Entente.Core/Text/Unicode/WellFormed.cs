namespace Entente.Core.Text.Unicode;

/// <summary>
/// Text that every store and every format can hold: lone surrogates, control characters other than tab and line ends, and the
/// non-characters U+FFFE and U+FFFF become U+FFFD. Nothing is removed, so the reader sees that something was there, and the same
/// input always gives the same text, so nothing bounces (RELIABILITY B02).
/// </summary>
internal static class WellFormed
{
    private const char Replacement = '\uFFFD';

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        for (var i = 0; i < text.Length; i++)
            if (!IsKept(text, i))
                return Replaced(text);
        return text;
    }

    /// <summary>The same on one line: white space collapsed, none at the edges. For names and titles.</summary>
    public static string OfLine(string? text) =>
        string.Join(' ', Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Replaced(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            span[i] = IsKept(source, i) ? source[i] : Replacement;
    });

    private static bool IsKept(string text, int i)
    {
        var c = text[i];
        if (char.IsSurrogate(c))
            return char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]);
        return c is '\t' or '\n' or '\r' || (c >= ' ' && c is not ('\u007F' or '\uFFFE' or '\uFFFF'));
    }
}
