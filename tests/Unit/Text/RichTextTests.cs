using System.Diagnostics;
using System.Text;

using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.Plain;

namespace Entente.Unit.Tests.Text;

public sealed class RichTextTests
{
    [Theory]
    [InlineData("<p>a  b</p>", "<p>a&nbsp;b</p>")]
    [InlineData("<p>a<b> b</b></p>", "<p>a <b>b</b></p>")]
    [InlineData("<p>caf\u00E9 \uAC00 \u1E69</p>", "<p>cafe\u0301 \u1100\u1161 s\u0307\u0323</p>")]
    [InlineData("<p>a</p><p></p><p>&nbsp;</p>", "a\r\n")]
    [InlineData("a<br><br>b", "<p>a</p><p>b</p>")]
    [InlineData("see https://a.example/", "see <a href=\"https://a.example\">https://a.example/</a>")]
    [InlineData("<a href=\"#\" data-vss-mention=\"version:2.0,x\">@Jo</a>", "@Jo")]
    [InlineData("<p><b>a</b><b>b</b></p>", "<p><b>ab</b></p>")]
    public void What_looks_the_same_is_the_same_when_normalised(string one, string other) =>
        HtmlFormat.Read(one).Normalise().ToJson().ShouldBe(HtmlFormat.Read(other).Normalise().ToJson());

    [Theory]
    [InlineData("<p>a</p>", "<p>b</p>")]
    [InlineData("<p>a</p>", "<p><b>a</b></p>")]
    [InlineData("<p>a b</p>", "<p>ab</p>")]
    [InlineData("<p>a<br>b</p>", "<p>a b</p>")]
    [InlineData("<p>a</p>", "<ul><li>a</li></ul>")]
    [InlineData("<a href=\"https://a.example\">x</a>", "<a href=\"https://b.example\">x</a>")]
    public void What_looks_different_stays_different(string one, string other) =>
        HtmlFormat.Read(one).Normalise().ShouldNotBe(HtmlFormat.Read(other).Normalise());

    [Fact]
    public void The_canonical_json_is_stable()
    {
        var document = new RichText(
        [
            new Paragraph([new Run("a", Marks.Strong | Marks.Code), new LineBreak(), new Mention("@Ann", "5b10")]),
            new BulletList([new ListItem([new Paragraph("t")], true)]),
            new Panel(PanelKind.Expand, [new Rule()], "More"),
        ]);

        document.ToJson().ShouldBe("""
            {"blocks":[{"type":"paragraph","inlines":[{"text":"a","marks":"strong code"},{"type":"break"},
            {"type":"mention","name":"Ann","id":"5b10"}]},
            {"type":"bullets","items":[{"done":true,"blocks":[{"type":"paragraph","inlines":[{"text":"t"}]}]}]},
            {"type":"panel","kind":"expand","title":"More","blocks":[{"type":"rule"}]}]}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"blocks\":[{\"type\":\"poem\"}]}")]
    [InlineData("{\"blocks\":[{\"type\":\"paragraph\",\"inlines\":[{\"text\":\"a\",\"marks\":\"17\"}]}]}")]
    public void Damaged_canonical_json_is_refused(string json) =>
        Should.Throw<RichTextException>(() => RichText.FromJson(json)).Format.ShouldBe("json");

    [Fact]
    public void An_image_becomes_a_readable_reference_where_it_stood()
    {
        var document = HtmlFormat.Read("<p>see <a href=\"https://a.example\"><img src=\"https://zd.example/t/cart.png?sig=secret\"></a> here</p>");

        document.Images().Single().Source.ShouldContain("sig=secret");
        document.ImagesAsReferences().ToString().ShouldBe("see [image: cart.png] (https://a.example) here");
        document.ImagesAsReferences().ToJson().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("{{ticket.id}}")]
    [InlineData("{% if x %}{{{a}}}")]
    public void Placeholders_are_broken_for_zendesk_and_read_back_whole(string text)
    {
        var document = new RichText([new Paragraph([new Run(text), new Run("{", Marks.Strong), new Run("{x")]), new CodeBlock(null, text)]);

        var written = HtmlFormat.Write(document, HtmlWriteOptions.Zendesk);

        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(written).Body!.TextContent;
        foreach (var opening in (string[])["{{", "{%"])
            (written + shown).ShouldNotContain(opening);
        HtmlFormat.Read(written).Normalise().ShouldBe(document.Normalise());
        PlainFormat.Write(document, new PlainWriteOptions { GuardPlaceholders = true }).ShouldNotContain("{{");
    }

    [Fact]
    public void Placeholders_in_addresses_are_encoded() =>
        HtmlFormat.Write(HtmlFormat.Read("<a href=\"https://a.example/{{ticket.id}}\">x</a>"))
            .ShouldContain("https://a.example/%7B%7Bticket.id%7D%7D");

    [Theory]
    [InlineData("html", "<div>", "x", "</div>")]
    [InlineData("html", "<ul><li>", "x", "</li></ul>")]
    [InlineData("html", "<blockquote>", "x", "</blockquote>")]
    [InlineData("html", "<b>", "x", "</b>")]
    [InlineData("html", "<table><tr><td>", "x", "</td></tr></table>")]
    [InlineData("adf", "{\"type\":\"blockquote\",\"content\":[", "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}", "]}")]
    [InlineData("adf", "{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\",\"content\":[", "{\"type\":\"text\",\"text\":\"x\"}", "]}]}")]
    [InlineData("adf", "{\"type\":\"taskList\",\"content\":[", "{\"type\":\"taskItem\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}", "]}")]
    [InlineData("markdown", "> ", "x", "")]
    [InlineData("markdown", "[", "x", "](y)")]
    [InlineData("markdown", "- ", "x", "")]
    [InlineData("markdown", "**a ", "x", "**")]
    [InlineData("jira-wiki", "{quote}{panel}", "x", "{panel}{quote}")]
    [InlineData("jira-wiki", "*a _b ", "x", " b_ a*")]
    [InlineData("textile", "> ", "x", "")]
    [InlineData("servicenow", "[code]<div>", "x", "</div>[/code]")]
    public void Nesting_of_ten_thousand_is_flattened_and_keeps_its_text(string format, string open, string core, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 10_000)) + core + string.Concat(Enumerable.Repeat(close, 10_000));
        var read = RichTextFormats.Read(format, format == "adf" ? $"{{\"type\":\"doc\",\"content\":[{text}]}}" : text);

        Depth(read.Blocks).ShouldBeLessThanOrEqualTo(RichText.MaxDepth);
        foreach (var target in RichTextFormats.Names)
            RichTextFormats.Write(target, read).ShouldContain("x");
        RichText.FromJson(read.ToJson()).ShouldBe(read);
    }

    // Each is a way in which the work once grew with the square of the length.
    [Theory]
    [InlineData("html", "<li>a")]
    [InlineData("html", "<div>")]
    [InlineData("html", "<p><b><i>")]
    [InlineData("html", "<td><table><a><b><i>")]
    [InlineData("html", "<a href='")]
    [InlineData("html", "<ul><li>a</ul>")]
    [InlineData("markdown", "[a](")]
    [InlineData("markdown", "[a]: b\n")]
    [InlineData("markdown", "- ")]
    [InlineData("jira-wiki", "|a|[b")]
    [InlineData("jira-wiki", "{{")]
    [InlineData("jira-wiki", "*a _b -c {{d [e {code} !f ")]
    [InlineData("textile", "*a _b @c \"d !e <pre> ")]
    [InlineData("servicenow", "[code]")]
    [InlineData("plain", "a word \r\n\r\n")]
    public void A_quarter_of_a_mebibyte_of_one_piece_is_read_and_written_in_seconds(string format, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 262_144 / piece.Length));
        var started = Process.GetCurrentProcess().TotalProcessorTime;

        var read = RichTextFormats.Read(format, text);
        RichTextFormats.Write(format, read);
        read.Normalise();

        (Process.GetCurrentProcess().TotalProcessorTime - started).ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_cell_claims_at_most_a_hundred_columns_and_rows() =>
        HtmlFormat.Write(HtmlFormat.Read("<table><tr><td colspan=1000000 rowspan=1000000>c</table>"))
            .ShouldBe("<table><tbody><tr><td colspan=\"100\" rowspan=\"100\">c</td></tr></tbody></table>");

    [Theory]
    [InlineData("\uD800")]
    [InlineData("a\uDC00\uD800b")]
    [InlineData("\0\u0001\u001F\u007F")]
    [InlineData("\u202Eevil\u202C\u2066x")]
    [InlineData("e\u0301\u0301\u0301\u0316")]
    [InlineData("\uFEFF\uFFFE\uFFFF")]
    [InlineData("👩‍👩‍👧\uD83D")]
    public void Every_code_unit_is_accepted_and_settles_at_once(string text)
    {
        var panel = new Panel(PanelKind.Info, [new Paragraph(text)], text);
        var document = new RichText([new Paragraph([new Run(text)]), new CodeBlock(null, "c" + text), panel]);
        foreach (var format in RichTextFormats.Names)
        {
            if (format != "adf")
                RichTextFormats.Read(format, text);
            var once = RichTextFormats.Read(format, RichTextFormats.Write(format, document));
            RichTextFormats.Read(format, RichTextFormats.Write(format, once)).Normalise().ShouldBe(once.Normalise());
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once.ToJson())).ShouldBe(once.ToJson());
        }
    }

    [Fact]
    public void An_unknown_format_is_named_with_those_that_are_known() =>
        Should.Throw<RichTextException>(() => RichTextFormats.Read("rtf", "x")).Message
            .ShouldContain("adf, html, jira-wiki, markdown, plain, servicenow, textile");

    private static int Depth(IEnumerable<Block> blocks) => blocks.Select(block => 1 + Depth(Children(block))).DefaultIfEmpty().Max();

    private static IEnumerable<Block> Children(Block block) => BlockChildren.Of(block).SelectMany(children => children);
}
