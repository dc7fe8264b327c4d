using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

internal static class HtmlImages
{
    /// <summary>The bytes of a <c>data:</c> image do not belong into text: its reference stays, its source does not.</summary>
    public static Image Read(IElement element) => new(
        LinkAddress.SafeImage(element.GetAttribute("src") ?? "") ?? "",
        element.GetAttribute("title") ?? "",
        element.GetAttribute("alt") ?? "",
        element.GetAttribute("data-attachment"));
}
