using Entente.Core.Text;
using Entente.Core.Text.Html;

namespace Entente.Unit.Tests.Text;

public sealed class HtmlFormatTests
{
    [Theory]
    [InlineData("<p>a<br>b</p>", "<p>a<br>b</p>")]
    [InlineData("a<br><br>b", "<p>a</p><p>b</p>")]
    [InlineData("<div>one</div>\n  <div>two <b>bold </b>tail</div>", "<p>one</p><p>two <strong>bold</strong> tail</p>")]
    [InlineData("<span style=\"font-weight: 700\">so</span>", "<p><strong>so</strong></p>")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>")]
    [InlineData("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>")]
    [InlineData("<ol start=3><li>c</ol>", "<ol start=\"3\"><li>c</li></ol>")]
    [InlineData("<pre class=\"language-CSharp\">\nvar a;\n\n</pre>", "<pre><code class=\"language-csharp\">var a;</code></pre>")]
    [InlineData("<table><caption>T</caption><tr><th>h<td colspan=2>c</table>",
        "<p>T</p><table><tbody><tr><th>h</th><td colspan=\"2\">c</td></tr></tbody></table>")]
    [InlineData("<details><summary>More</summary>text</details>",
        "<blockquote data-panel=\"expand\" data-title=\"More\"><p><strong>More</strong></p><p>text</p></blockquote>")]
    [InlineData("<ul><li><input type=checkbox checked> done</li></ul>", "<ul><li>☑ done</li></ul>")]
    [InlineData("<iframe src=//evil.example></iframe>", "<p>[iframe]</p>")]
    [InlineData("a &lt;b&gt; &amp;amp;", "<p>a &lt;b&gt; &amp;amp;</p>")]
    [InlineData("<p>&nbsp; indented</p>", "<p>&nbsp; indented</p>")]
    [InlineData("", "")]
    public void Reads_what_a_browser_shows(string html, string written) => HtmlFormat.Write(HtmlFormat.Read(html)).ShouldBe(written);

    [Theory]
    [InlineData("<script>alert(1)</script>x")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<xmp><script>alert(1)</script></xmp>")]
    [InlineData("<noembed><img src=x onerror=alert(1)></noembed>")]
    [InlineData("<template><img src=x onerror=alert(1)></template>")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">x</a>")]
    [InlineData("<a href=\" &#1;javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"JaVaScRiPt&colon;alert(1)\">x</a>")]
    [InlineData("<a href=\"vbscript:x\">x</a><a href=\"data:text/html,<script>alert(1)</script>\">y</a>")]
    [InlineData("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\" srcset=\"x onerror=alert(1)\">")]
    [InlineData("<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>")]
    [InlineData("<p style=\"background:url(javascript:alert(1))\" onclick=alert(1)>x</p>")]
    [InlineData("<plaintext><script>alert(1)</script>")]
    [InlineData("<textarea><img src=x onerror=alert(1)></textarea><title><img src=x onerror=alert(1)></title>")]
    [InlineData("<a id=location name=cookie href=x>x</a>")]
    [InlineData("\"><script>alert(1)</script>")]
    public void Nothing_that_runs_comes_out(string html)
    {
        var written = HtmlFormat.Write(HtmlFormat.Read(html));
        var tree = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(written);
        foreach (var element in tree.Body!.QuerySelectorAll("*"))
        {
            element.LocalName.ShouldBeOneOf(
                "p", "a", "em", "strong", "img", "ul", "ol", "li", "pre", "code", "blockquote", "table", "tbody", "tr", "td", "th", "br");
            foreach (var attribute in element.Attributes)
                attribute.Name.ShouldBeOneOf("href", "rel", "src", "alt", "title", "class", "colspan", "rowspan", "start");
            (element.GetAttribute("href") ?? element.GetAttribute("src") ?? "").ShouldNotContain("script:");
        }
        HtmlFormat.Write(HtmlFormat.Read(written)).ShouldBe(written);
    }

    [Fact]
    public void Reads_a_mention_of_azure_devops()
    {
        var read = HtmlFormat.Read("<div><a href=\"#\" data-vss-mention=\"version:2.0,6a2a-41\">@Jo Field</a> look</div>");

        read.Mentions().ShouldBe([new Mention("Jo Field", "6a2a-41")]);
        HtmlFormat.Write(read).ShouldBe("<p>@Jo Field look</p>");
    }

    [Fact]
    public void The_bytes_of_an_image_never_become_text() =>
        HtmlFormat.Write(HtmlFormat.Read("<img alt=cart src=\"data:image/png;base64,AAAA\">")).ShouldBe("<p><em>[image: cart]</em></p>");
}
