using System.Collections.Frozen;

namespace Entente.Core.Text.Html;

/// <summary>How elements that carry no meaning of their own behave.</summary>
internal static class HtmlElements
{
    /// <summary>Never shown by a browser.</summary>
    public static FrozenSet<string> Hidden { get; } = FrozenSet.ToFrozenSet(
        ["script", "style", "head", "title", "template", "meta", "link", "base", "colgroup", "col", "datalist", "param", "source", "track"]);

    /// <summary>Begin and end a paragraph.</summary>
    public static FrozenSet<string> Breaking { get; } = FrozenSet.ToFrozenSet(
    [
        "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "form", "fieldset", "legend",
        "figure", "figcaption", "dl", "dt", "dd", "li", "summary", "hgroup", "search", "caption", "tr", "td", "th", "tbody", "thead", "tfoot",
        "frameset", "noframes", "option", "optgroup", "textarea", "body", "html",
    ]);
}
