using System.Net;

namespace Entente.Core.Text.Phrases;

/// <summary>Questions that the writers and readers of phrase markups ask about a place in a text.</summary>
internal static class PhraseText
{
    private const string AddressPunctuation = "-._~/?#&=%+:@,;";

    /// <summary>Between two letters or digits no phrase opens or closes, so nothing needs an escape there.</summary>
    public static bool IsInsideWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    /// <summary>The length of the bare address that starts here, 0 if none does. Trailing punctuation belongs to the sentence.</summary>
    public static int AddressLength(string text, int at)
    {
        if (text[at] is not ('h' or 'H') || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            return 0;
        var scheme = text.AsSpan(at).StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : text.AsSpan(at).StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0)
            return 0;
        var end = at + scheme;
        while (end < text.Length && IsInAddress(text[end]) && EntityLength(text, end, out _) == 0)
            end++;
        while (end > at + scheme && !char.IsAsciiLetterOrDigit(text[end - 1]) && text[end - 1] != '/')
            end--;
        return end > at + scheme ? end - at : 0;
    }

    private static bool IsInAddress(char c) => char.IsAsciiLetterOrDigit(c) || AddressPunctuation.Contains(c);

    /// <summary>The character that a numeric or named entity stands for, and the entity's length; 0 if none starts here.</summary>
    public static int EntityLength(string text, int at, out string decoded)
    {
        decoded = "";
        var end = at + 1;
        while (text[at] == '&' && end < text.Length && end - at < 12 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '#'))
            end++;
        if (end >= text.Length || text[end] != ';')
            return 0;
        var entity = text[at..(end + 1)];
        decoded = WebUtility.HtmlDecode(entity);
        return decoded != entity ? entity.Length : 0;
    }

    public static string Entity(char c) => $"&#{(int)c};";
}
