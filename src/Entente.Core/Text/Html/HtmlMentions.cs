using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

/// <summary>Azure DevOps marks mentions as <c>&lt;a href="#" data-vss-mention="version:2.0,GUID"&gt;@Name&lt;/a&gt;</c>.</summary>
internal static class HtmlMentions
{
    public static Mention? Read(IElement anchor)
    {
        var mark = anchor.GetAttribute("data-vss-mention");
        var name = mark is null ? "" : HtmlText.Shown(anchor).Trim();
        return name.Length > 0 ? new Mention(name, mark!.Split(',')[^1].Trim()) : null;
    }
}
