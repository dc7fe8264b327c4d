using System.Text.RegularExpressions;

using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

/// <summary>What the elements around a text make of it.</summary>
/// <param name="Depth">How many elements are open.</param>
internal readonly partial record struct HtmlStyle(Marks Marks, string? Address, int Depth)
{
    public HtmlStyle Within(IElement element) => element.LocalName switch
    {
        "strong" or "b" or "dt" => Marked(Marks.Strong),
        "em" or "i" or "cite" or "dfn" or "var" or "address" => Marked(Marks.Emphasis),
        "u" or "ins" => Marked(Marks.Underline),
        "s" or "strike" or "del" => Marked(Marks.Strike),
        "code" or "tt" or "kbd" or "samp" => Marked(Marks.Code),
        "sup" => Marked(Marks.Superscript),
        "sub" => Marked(Marks.Subscript),
        "a" => this with { Address = LinkAddress.Safe(element.GetAttribute("href") ?? "") ?? Address },
        _ => element.GetAttribute("style") is { } css ? Marked(OfCss(css)) : this,
    };

    private HtmlStyle Marked(Marks more) => this with { Marks = Marks | more };

    // Editors of several trackers write <span style="font-weight: bold"> where others write <strong>.
    private static Marks OfCss(string css) =>
        (Bold().IsMatch(css) ? Marks.Strong : 0) | (Italic().IsMatch(css) ? Marks.Emphasis : 0)
        | (Underlined().IsMatch(css) ? Marks.Underline : 0) | (Struck().IsMatch(css) ? Marks.Strike : 0);

    [GeneratedRegex(@"font-weight\s*:\s*(bold|bolder|[6-9]00)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Bold();

    [GeneratedRegex(@"font-style\s*:\s*(italic|oblique)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Italic();

    [GeneratedRegex(@"text-decoration[a-z-]*\s*:[^;]*underline", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Underlined();

    [GeneratedRegex(@"text-decoration[a-z-]*\s*:[^;]*line-through", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Struck();
}
