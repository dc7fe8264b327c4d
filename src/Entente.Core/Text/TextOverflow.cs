namespace Entente.Core.Text;

/// <summary>Cuts plain text to what a field takes.</summary>
public static class TextOverflow
{
    /// <summary>
    /// The text if it fits, else as much of it as fits with <paramref name="mark"/> at its end: cut at white space when there is any in the
    /// last fifth, never inside a surrogate pair. When not even the mark fits, the text is cut without one.
    /// </summary>
    /// <param name="limit">The largest length, in UTF-16 units.</param>
    /// <param name="mark">What tells the reader that something is missing, such as <c> … [truncated]</c>.</param>
    public static string Fit(string text, int limit, string mark)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (text.Length <= limit)
            return text;
        return mark.Length >= limit ? Cut(text, limit) : Cut(text, limit - mark.Length).TrimEnd() + mark;
    }

    /// <summary>The first characters of the text, at most so many, ending between words and never inside a character.</summary>
    internal static string Cut(string text, int length)
    {
        if (length >= text.Length)
            return text;
        var end = length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        var space = end > 0 && end < text.Length && !char.IsWhiteSpace(text[end]) ? text.LastIndexOfAny([' ', '\n', '\t'], end - 1) : -1;
        return text[..(space > end * 4 / 5 ? space : end)];
    }
}
