using System.Text.Json;

using Entente.Sandbox.Jira.RichText;

namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraRichTextTests
{
    public static TheoryData<string> WikiThatReturns =>
    [
        "plain text", "two\nlines", "one\n\ntwo", "h2. Title", "*bold* and _em_ and {{code}}", "_Issue from a [message|https://x.example/1]._",
        "* one\n** nested\n* two", "# first\n# second", "||a||b||\n|1|2|", "{quote}\nsaid\n{quote}", "{code:java}\nint x;\n*y*\n{code}",
        "{noformat}\n[raw]\n{noformat}", "----", "[https://x.example/|https://x.example/]", "a*b*c and 2019-08-08", "\\*not bold\\*",
        "[~accountid:5b10]", "已完成 *新建*", "snake_case_name",
    ];

    [Theory]
    [MemberData(nameof(WikiThatReturns))]
    public void Turns_wiki_markup_into_a_valid_document_and_back(string wiki)
    {
        var document = WikiAdf.Parse(wiki);
        AdfDocument.IsValid(document).ShouldBeTrue(document.ToString());
        var once = AdfWiki.Render(document);
        AdfWiki.Render(WikiAdf.Parse(once)).ShouldBe(once);
        if (!wiki.StartsWith('\\'))
            once.ShouldBe(wiki);
    }

    [Theory]
    [InlineData("{code}never closed")]
    [InlineData("{panel:title=x}\ntext\n{panel}")]
    [InlineData("!image.png!")]
    [InlineData("[not a link]")]
    [InlineData("{color:red}x")]
    public void Keeps_what_it_does_not_know_as_text(string wiki) => AdfDocument.PlainText(WikiAdf.Parse(wiki)).ShouldBe(wiki);

    [Theory]
    [InlineData("{\"type\":\"text\",\"text\":\"x\",\"marks\":[{\"type\":\"link\",\"attrs\":{\"href\":\"javascript:alert(1)\"}}]}", "x")]
    [InlineData("{\"type\":\"text\",\"text\":\"x\",\"marks\":[{\"type\":\"link\",\"attrs\":{\"href\":\"https://x.example/?a=1&b=\\\"\"}}]}",
        "<a href=\"https://x.example/?a=1&amp;b=%22\" rel=\"nofollow noopener\">x</a>")]
    [InlineData("{\"type\":\"text\",\"text\":\"<img src=x>\",\"marks\":[{\"type\":\"strong\"}]}", "<strong>&lt;img src=x&gt;</strong>")]
    [InlineData("{\"type\":\"mention\",\"attrs\":{\"id\":\"1\",\"text\":\"@<b>\"}}", "@&lt;b&gt;")]
    public void Renders_html_that_cannot_act(string node, string html) =>
        AdfHtml.Render(Document(node)).ShouldBe($"<p>{html}</p>");

    [Theory]
    [InlineData("{\"type\":\"emoji\",\"attrs\":{\"shortName\":\":x:\"}}", ":x:")]
    [InlineData("{\"type\":\"inlineCard\",\"attrs\":{\"url\":\"https://x.example/\"}}", "https://x.example/")]
    [InlineData("{\"type\":\"date\",\"attrs\":{\"timestamp\":\"1772409600000\"}}", "2026-03-02")]
    [InlineData("{\"type\":\"status\",\"attrs\":{\"text\":\"LATE\"}}", "LATE")]
    public void Keeps_the_visible_text_of_special_nodes(string node, string text) => AdfDocument.PlainText(Document(node)).ShouldBe(text);

    private static JsonElement Document(string node) =>
        JiraTestSite.Parse($$"""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{{node}}]}]}""");
}
