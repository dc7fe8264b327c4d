namespace Entente.Core.Text.Html;

/// <summary>
/// HTML from and for trackers and pages. Reading takes any input and never fails. Writing builds from an allow-list of elements and
/// attributes: no script, no event handler, no style, no address that a browser would run can come out.
/// </summary>
public static class HtmlFormat
{
    public static RichText Read(string html) => Placeholders.Restore(HtmlReader.Read(html));

    public static string Write(RichText document, HtmlWriteOptions? options = null)
    {
        var tidy = Tidier.ForWriting(document);
        return HtmlWriter.Write(options is { GuardPlaceholders: true } ? Placeholders.Guard(tidy) : tidy);
    }
}
