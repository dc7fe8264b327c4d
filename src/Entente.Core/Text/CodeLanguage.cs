namespace Entente.Core.Text;

/// <summary>The language of a code block in the one spelling that all formats can carry: lower case letters, digits and <c>+ # . - _</c>.</summary>
internal static class CodeLanguage
{
    public static string? Of(string? language)
    {
        var kept = string.Concat((language ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || "+#.-_".Contains(c))).ToLowerInvariant();
        return kept.Length is > 0 and <= 40 ? kept : null;
    }
}
