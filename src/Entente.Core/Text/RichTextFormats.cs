using Entente.Core.Text.Adf;
using Entente.Core.Text.Html;
using Entente.Core.Text.JiraWiki;
using Entente.Core.Text.Markdown;
using Entente.Core.Text.Plain;
using Entente.Core.Text.ServiceNow;
using Entente.Core.Text.Textile;

namespace Entente.Core.Text;

/// <summary>The formats by the names that rules, settings and <c>entente convert</c> use.</summary>
public static class RichTextFormats
{
    private static readonly SortedDictionary<string, Format> Formats = new(StringComparer.Ordinal)
    {
        ["adf"] = new(AdfFormat.Read, document => AdfFormat.WriteText(document)),
        ["html"] = new(HtmlFormat.Read, document => HtmlFormat.Write(document)),
        ["jira-wiki"] = new(JiraWikiFormat.Read, document => JiraWikiFormat.Write(document)),
        ["markdown"] = new(MarkdownFormat.Read, document => MarkdownFormat.Write(document)),
        ["plain"] = new(PlainFormat.Read, document => PlainFormat.Write(document)),
        ["servicenow"] = new(ServiceNowFormat.Read, document => ServiceNowFormat.Write(document)),
        ["textile"] = new(TextileFormat.Read, document => TextileFormat.Write(document)),
    };

    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyCollection<string> Names => Formats.Keys;

    public static bool IsKnown(string format) => Formats.ContainsKey(format);

    /// <exception cref="RichTextException">The text is malformed, or no format has this name.</exception>
    public static RichText Read(string format, string text) => Named(format).Read(text);

    /// <exception cref="RichTextException">No format has this name.</exception>
    public static string Write(string format, RichText document) => Named(format).Write(document);

    private static Format Named(string format) => Formats.TryGetValue(format, out var named) ? named
        : throw new RichTextException(format, $"is no format of rich text; known are {string.Join(", ", Names)}");

    private sealed record Format(Func<string, RichText> Read, Func<RichText, string> Write);
}
