using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.Markdown;

namespace Entente.Unit.Tests.Text;

public sealed class MarkdownFormatTests
{
    [Theory]
    [InlineData("# T\n\npara *em* **st** `c` ~~s~~\nsoft\\\nhard",
        "<h1>T</h1><p>para <em>em</em> <strong>st</strong> <code>c</code> <s>s</s> soft<br>hard</p>")]
    [InlineData("- [x] a\n- [ ] b\n  - c", "<ul><li>☑ a</li><li><p>☐ b</p><ul><li>c</li></ul></li></ul>")]
    [InlineData("| h |\n|---|\n| a<br>b |", "<table><tbody><tr><th>h</th></tr><tr><td>a<br>b</td></tr></tbody></table>")]
    [InlineData("<u>x</u> <foo> <b>open", "<p><u>x</u> &lt;foo&gt; <strong>open</strong></p>")]
    [InlineData("<div onclick=x><b>html</b><script>alert(1)</script></div>", "<p><strong>html</strong></p>")]
    [InlineData("[x](javascript:alert(1)) <https://a.example>", "<p>x <a href=\"https://a.example\">https://a.example</a></p>")]
    [InlineData("```C#\na\n```\n\n    b", "<pre><code class=\"language-c#\">a</code></pre><pre><code>b</code></pre>")]
    public void Reads_markdown(string markdown, string html) =>
        HtmlFormat.Write(MarkdownFormat.Read(markdown)).Replace(" rel=\"noopener noreferrer nofollow\"", "").ShouldBe(html);

    [Fact]
    public void Writes_plain_markdown_where_it_can_and_elements_where_it_must()
    {
        var document = new RichText(
        [
            new Paragraph([new Run("a "), new Run("b", Marks.Strong), new Run(" c"), new Run("d", Marks.Emphasis), new Run(" 1 * 2_3")]),
            new OrderedList([new ListItem([new Paragraph("x"), new CodeBlock("sh", "ls ``` -l")])], 9),
        ]);

        MarkdownFormat.Write(document).ShouldBe("a **b** c<em>d</em> 1 \\* 2\\_3\n\n9. x\n\n   ````sh\n   ls ``` -l\n   ````\n");
    }
}
