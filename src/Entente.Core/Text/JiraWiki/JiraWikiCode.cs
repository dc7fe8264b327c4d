namespace Entente.Core.Text.JiraWiki;

/// <summary>Code whose text contains the macro that would end it.</summary>
internal static class JiraWikiCode
{
    private const string Broken = "{\u2060";

    public static string Write(CodeBlock code)
    {
        var holdsCode = code.Text.Contains("{code}", StringComparison.Ordinal);
        var macro = holdsCode ? "noformat" : "code";
        var text = holdsCode && code.Text.Contains("{noformat}", StringComparison.Ordinal)
            ? code.Text.Replace("{noformat}", Broken + "noformat}", StringComparison.Ordinal)
            : code.Text;
        var language = macro == "code" && code.Language is not null ? ":" + code.Language : "";
        return $"{{{macro}{language}}}\n{text}\n{{{macro}}}";
    }

    public static string Restored(string body) => body.Replace(Broken + "noformat}", "{noformat}", StringComparison.Ordinal).Trim('\n');
}
