namespace Entente.Core.Text.Markdown;

/// <summary>
/// Markdown as CommonMark with the tables, tasks and strikethrough of GitHub. Reading never fails. Writing escapes, so that text stays
/// text, and falls back to the inline HTML that Markdown allows where Markdown itself cannot say it (underline, a mark inside a word).
/// </summary>
public static class MarkdownFormat
{
    public static RichText Read(string markdown) => Placeholders.Restore(MarkdownReader.Read(markdown));

    public static string Write(RichText document, MarkdownWriteOptions? options = null)
    {
        var tidy = Tidier.ForWriting(document);
        return MarkdownWriter.Write(options is { GuardPlaceholders: true } ? Placeholders.Guard(tidy) : tidy);
    }
}
