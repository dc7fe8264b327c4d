namespace Entente.Core.Text.Markdown;

/// <summary>
/// Whether the parser can read a text in time that grows evenly with its length. It cannot when brackets are opened hundreds of times
/// without being closed, blocks are nested hundreds deep on one line, or link definitions come by the thousand; nobody writes that by hand.
/// </summary>
internal static class MarkdownTameness
{
    private const int MostOpen = 200, MostMarkers = 100, MostDefinitions = 1000;

    public static bool IsTame(string markdown)
    {
        if (Count(markdown, "]:") > MostDefinitions)
            return false;
        var (brackets, parentheses, angles, markers, isLineStart, isBlank) = (0, 0, 0, 0, true, true);
        var before = '\n';
        foreach (var c in markdown)
        {
            if (c == '\n')
            {
                // An empty line ends the paragraph, and with it everything that is open in it.
                if (isBlank)
                    (brackets, parentheses, angles) = (0, 0, 0);
                (isLineStart, isBlank, markers, before) = (true, true, 0, c);
                continue;
            }
            isBlank = isBlank && c is ' ' or '\t' or '\r';
            isLineStart = isLineStart && c is ' ' or '\t' or '>' or '-' or '*' or '+' or '.' or ')' or (>= '0' and <= '9');
            // A quotation's sign nests by itself, a list's only before a space: a rule of a hundred dashes is one rule.
            markers += isLineStart && (c is '>' || (c is ' ' && before is '-' or '*' or '+' or '.' or ')')) ? 1 : 0;
            before = c;
            brackets = Math.Max(0, brackets + (c == '[' ? 1 : c == ']' ? -1 : 0));
            parentheses = Math.Max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
            angles = Math.Max(0, angles + (c == '<' ? 1 : c == '>' ? -1 : 0));
            if (brackets > MostOpen || parentheses > MostOpen || angles > MostOpen || markers > MostMarkers)
                return false;
        }
        return true;
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
