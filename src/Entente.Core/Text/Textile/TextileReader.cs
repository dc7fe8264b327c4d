using System.Text.RegularExpressions;

namespace Entente.Core.Text.Textile;

/// <summary>Cuts the text at its <c>&lt;pre&gt;</c> elements; what stands between them is read line by line.</summary>
internal static partial class TextileReader
{
    public static Sequence<Block> Read(string textile)
    {
        var blocks = new List<Block>();
        var at = 0;
        while (Opening().Match(textile, at) is { Success: true } open)
        {
            var end = textile.IndexOf("</pre>", open.Index, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
                break;
            blocks.AddRange(TextileLines.Read(textile[at..open.Index]));
            blocks.Add(Code(textile[(open.Index + open.Length)..end]));
            at = end + "</pre>".Length;
        }
        blocks.AddRange(TextileLines.Read(textile[at..]));
        return blocks.ToSequence();
    }

    private static CodeBlock Code(string body)
    {
        var inner = Inner().Match(body);
        var text = inner.Success ? inner.Groups["text"].Value : body;
        var language = inner.Success ? inner.Groups["language"].Value : null;
        return new CodeBlock(language, System.Net.WebUtility.HtmlDecode(text).Trim('\n'));
    }

    [GeneratedRegex(@"<pre(\s[^<>\n]{0,200})?>", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\A\s*<code(?:\s+class=""(?:language-)?(?<language>[^""<>\n]{0,40})"")?>(?<text>.*)</code>\s*\z",
        RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Inner();
}
