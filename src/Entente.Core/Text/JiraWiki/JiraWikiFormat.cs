namespace Entente.Core.Text.JiraWiki;

/// <summary>
/// Jira's wiki markup: what API version 2, Data Center and every webhook carry. Reading never fails: what is no markup is text. Writing
/// escapes, so that a partner's <c>{code}</c>, <c>[~name]</c> or <c>!image!</c> stays text (RELIABILITY B11).
/// </summary>
public static class JiraWikiFormat
{
    public static RichText Read(string markup) => Placeholders.Restore(new RichText(JiraWikiReader.Read(markup.ReplaceLineEndings("\n"))));

    public static string Write(RichText document, JiraWikiWriteOptions? options = null) =>
        new JiraWikiWriter(options ?? JiraWikiWriteOptions.Default).Write(Tidier.ForWriting(document));
}
