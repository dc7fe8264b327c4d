using Entente.Core.Text.Html;
using Entente.Core.Text.Plain;

namespace Entente.Core.Text.ServiceNow;

/// <summary>
/// ServiceNow's journal fields: plain text, with HTML between <c>[code]</c> and <c>[/code]</c> (honoured when the instance sets
/// <c>glide.ui.security.allow_codetag</c>). Reading never fails. Written text never contains a <c>[code]</c> of its author (RELIABILITY B11).
/// </summary>
public static class ServiceNowFormat
{
    private const string Open = "[code]", Close = "[/code]";

    public static RichText Read(string journal)
    {
        var blocks = new List<Block>();
        var at = 0;
        while (journal.IndexOf(Open, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var start)
        {
            var end = journal.IndexOf(Close, start, StringComparison.OrdinalIgnoreCase);
            var isClosed = end >= 0;
            blocks.AddRange(PlainFormat.Read(Restored(journal[at..start])).Blocks);
            blocks.AddRange(HtmlFormat.Read(journal[(start + Open.Length)..(isClosed ? end : journal.Length)]).Blocks);
            at = isClosed ? end + Close.Length : journal.Length;
        }
        blocks.AddRange(PlainFormat.Read(Restored(journal[at..])).Blocks);
        return new RichText(blocks);
    }

    /// <summary>Plain text when that says it all, else HTML inside <c>[code]</c>.</summary>
    public static string Write(RichText document, ServiceNowWriteOptions? options = null)
    {
        var allowed = options is null || options.AllowCode;
        var plain = PlainFormat.Write(document);
        if (!allowed || PlainFormat.Read(plain).Normalise().Equals(document.Normalise()))
            return Broken(plain);
        // In HTML an entity is enough: the tag is looked for in the stored text, not in what the browser decodes.
        var html = HtmlFormat.Write(document).Replace(Open, "&#91;code]", StringComparison.OrdinalIgnoreCase)
            .Replace(Close, "&#91;/code]", StringComparison.OrdinalIgnoreCase);
        return Open + html + Close;
    }

    // In plain text a word joiner after the bracket (see Placeholders) breaks the tag and is taken out again on reading.
    private static string Broken(string plain) => plain.Replace(Open, "[\u2060code]", StringComparison.OrdinalIgnoreCase)
        .Replace(Close, "[\u2060/code]", StringComparison.OrdinalIgnoreCase);

    private static string Restored(string plain) => plain.Replace("[\u2060code]", Open, StringComparison.Ordinal)
        .Replace("[\u2060/code]", Close, StringComparison.Ordinal);
}
