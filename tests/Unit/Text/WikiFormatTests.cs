using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.JiraWiki;
using Entente.Core.Text.ServiceNow;
using Entente.Core.Text.Textile;

namespace Entente.Unit.Tests.Text;

public sealed class WikiFormatTests
{
    // Recorded by mattermost/mattermost-plugin-jira (webhook-issue-updated-assigned-on-server.json, …-comment-deleted.json) and
    // apache/incubator-devlake (_raw_jira_api_issues.csv), both Apache-2.0; addresses shortened.
    [Theory]
    [InlineData("test\n\n_Issue created from a [message in Mattermost|https://chrisp.ngrok.io/testteam/pl/u7z1]_.",
        "<p>test</p><p><em>Issue created from a</em> <a href=\"https://chrisp.ngrok.io/testteam/pl/u7z1\"><em>message in Mattermost</em></a>.</p>")]
    [InlineData("*Creating Quick Filters*\n\nYou can add your own Quick Filters in the board configuration (select *Board > Configure*)",
        "<p><strong>Creating Quick Filters</strong></p><p>You can add your own Quick Filters in the board configuration "
        + "(select <strong>Board &gt; Configure</strong>)</p>")]
    [InlineData("[~Test] creating a test comment\r\n\r\na second line for the test comment",
        "<p>@Test creating a test comment</p><p>a second line for the test comment</p>")]
    [InlineData("[Dingding Zhang|https://gitlab.com/zhangdingding] mentioned this issue:{quote}Feat(EE-1): add modularity metric chart{quote}",
        "<p><a href=\"https://gitlab.com/zhangdingding\">Dingding Zhang</a> mentioned this issue:</p>"
        + "<blockquote><p>Feat(EE-1): add modularity metric chart</p></blockquote>")]
    public void Reads_recorded_wiki_markup(string markup, string html) =>
        HtmlFormat.Write(JiraWikiFormat.Read(markup)).Replace(" rel=\"noopener noreferrer nofollow\"", "").ShouldBe(html);

    [Theory]
    [InlineData("h2. Title\n# one\n## two\n* b", "<h2>Title</h2><ol><li><p>one</p><ol><li>two</li></ol></li></ol><ul><li>b</li></ul>")]
    [InlineData("||h||i||\n|a|[b|https://x.example]|",
        "<table><tbody><tr><th>h</th><th>i</th></tr>"
        + "<tr><td>a</td><td><a href=\"https://x.example\">b</a></td></tr></tbody></table>")]
    [InlineData("{code:java|title=A.java}\nint a = *p;\n{code}", "<pre><code class=\"language-java\">int a = *p;</code></pre>")]
    [InlineData("a{noformat}x{noformat}b", "<p>a</p><pre><code>x</code></pre><p>b</p>")]
    [InlineData("{panel:title=T}\nx\n{panel}", "<blockquote data-panel=\"info\" data-title=\"T\"><p><strong>T</strong></p><p>x</p></blockquote>")]
    [InlineData("in{*}side{*} {{mono}} -gone- a-b-c snake_case_name",
        "<p>in<strong>side</strong> <code>mono</code> <s>gone</s> a-b-c snake_case_name</p>")]
    [InlineData("{color:red}x{color} \\*y\\* C:\\temp", "<p>x *y* C:\\temp</p>")]
    [InlineData("{code}never closed", "<p>{code}never closed</p>")]
    [InlineData("!cart.png|thumbnail! and wow!", "<p><em>[image: cart.png]</em> and wow!</p>")]
    [InlineData("a\\\\b", "<p>a<br>b</p>")]
    public void Reads_wiki_markup(string markup, string html) =>
        HtmlFormat.Write(JiraWikiFormat.Read(markup)).Replace(" rel=\"noopener noreferrer nofollow\"", "").ShouldBe(html);

    [Theory]
    [InlineData("{code}x{code}")]
    [InlineData("[~admin] [x|https://a.example] [^f.txt]")]
    [InlineData("!cart.png! {quote} {jql-query:x} (!) :) (x)")]
    [InlineData("h1. no\nbq. no\n# no\n* no\n---- \n|a|b|\n||c||")]
    [InlineData("*a* _b_ -c- +d+ ^e^ ~f~ ??g?? {{h}} \\ \\\\ &amp; &#42;")]
    [InlineData("{{ticket.id}} {% if x %} {{{a}}}")]
    public void Text_stays_text_in_every_format(string text)
    {
        var document = new RichText([new Paragraph([.. text.Split('\n').SelectMany(line => (Inline[])[new Run(line), new LineBreak()])])]);
        foreach (var format in RichTextFormats.Names)
        {
            var written = RichTextFormats.Write(format, document);
            RichTextFormats.Read(format, written).Normalise().ToJson().ShouldBe(document.Normalise().ToJson(), $"{format}: {written}");
        }
    }

    [Fact]
    public void Journals_carry_html_only_when_plain_text_would_lose_something()
    {
        ServiceNowFormat.Write(RichText.FromText("two\nlines\n\nand more")).ShouldBe("two\nlines\n\nand more");
        var strong = new RichText([new Paragraph([new Run("b", Marks.Strong)])]);
        ServiceNowFormat.Write(strong).ShouldBe("[code]<p><strong>b</strong></p>[/code]");
        ServiceNowFormat.Write(strong, new ServiceNowWriteOptions { AllowCode = false }).ShouldBe("b");
    }

    [Fact]
    public void Journals_are_read_around_their_code() =>
        HtmlFormat.Write(ServiceNowFormat.Read("before\n[code]<b>in</b>[/code]\nafter [CODE]<i>open")).ShouldBe(
            "<p>before</p><p><strong>in</strong></p><p>after</p><p><em>open</em></p>");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_partners_code_tag_never_reaches_a_journal(bool allowCode)
    {
        var document = new RichText([new Paragraph([new Run("[code]<img src=x onerror=alert(1)>[/code]"), new Run("b", Marks.Strong)])]);

        var written = ServiceNowFormat.Write(document, new ServiceNowWriteOptions { AllowCode = allowCode });

        written[6..].Contains("<img", StringComparison.Ordinal).ShouldBe(!allowCode);
        written.Split("[code]").Length.ShouldBe(allowCode ? 2 : 1);
        ServiceNowFormat.Read(written).ToString().ShouldBe(document.ToString());
    }

    [Theory]
    [InlineData("h1. T\n\n* a\n** b\n\n> q", "<h1>T</h1><ul><li><p>a</p><ul><li>b</li></ul></li></ul><blockquote><p>q</p></blockquote>")]
    [InlineData("*b* _i_ @c@ \"x\":https://a.example/y. end",
        "<p><strong>b</strong> <em>i</em> <code>c</code> <a href=\"https://a.example/y\">x</a>. end</p>")]
    [InlineData("<pre><code class=\"ruby\">\nputs 1 < 2\n</code></pre>", "<pre><code class=\"language-ruby\">puts 1 &lt; 2</code></pre>")]
    [InlineData("|_.h|_.i|\n|a|b|", "<table><tbody><tr><th>h</th><th>i</th></tr><tr><td>a</td><td>b</td></tr></tbody></table>")]
    public void Reads_textile(string textile, string html) =>
        HtmlFormat.Write(TextileFormat.Read(textile)).Replace(" rel=\"noopener noreferrer nofollow\"", "").ShouldBe(html);
}
