using System.Text.Json;

using Entente.Core.Text;
using Entente.Core.Text.Adf;

namespace Entente.Unit.Tests.Text;

public sealed class AdfFormatTests
{
    // From rapid7/insightconnect-plugins, plugins/jira/unit_test/responses/get_issue.json.resp (MIT).
    private const string Recorded =
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Main order flow broken"}]}]}""";

    [Fact]
    public void A_recorded_document_is_written_as_it_was_read() => AdfFormat.WriteText(AdfFormat.Read(Recorded)).ShouldBe(Recorded);

    [Theory]
    [InlineData("""{"type":"panel","attrs":{"panelType":"warning"},"content":[{"type":"paragraph","content":["""
        + """{"type":"text","text":"hot"}]}]}""", "| Warning\n|\n| hot")]
    [InlineData("""{"type":"paragraph","content":[{"type":"mention","attrs":{"id":"5b10","text":"@Ann"}},"""
        + """{"type":"text","text":" hi"}]}""", "@Ann hi")]
    [InlineData("""{"type":"paragraph","content":[{"type":"emoji","attrs":{"shortName":":smile:","text":"😄"}}]}""", "😄")]
    [InlineData("""{"type":"paragraph","content":[{"type":"emoji","attrs":{"shortName":":atlassian-logo:"}}]}""", ":atlassian-logo:")]
    [InlineData("""{"type":"paragraph","content":[{"type":"inlineCard","attrs":{"url":"https://a.example/1"}}]}""", "https://a.example/1")]
    [InlineData("""{"type":"paragraph","content":[{"type":"status","attrs":{"text":"DONE","color":"green"}}]}""", "[DONE]")]
    [InlineData("""{"type":"paragraph","content":[{"type":"date","attrs":{"timestamp":"1582152559000"}}]}""", "2020-02-19")]
    [InlineData("""{"type":"expand","attrs":{"title":"More"},"content":[{"type":"paragraph","content":["""
        + """{"type":"text","text":"in"}]}]}""", "| More\n|\n| in")]
    [InlineData("""{"type":"taskList","attrs":{"localId":"a"},"content":[{"type":"taskItem","attrs":"""
        + """{"localId":"b","state":"DONE"},"content":[{"type":"text","text":"pay"}]}]}""", "- ☑ pay")]
    [InlineData("""{"type":"decisionList","attrs":{"localId":"a"},"content":[{"type":"decisionItem","attrs":"""
        + """{"state":"DECIDED"},"content":[{"type":"text","text":"go"}]}]}""", "- Decision: go")]
    [InlineData("""{"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"file","id":"6e7c","alt":"cart.png"}}]}""", "[image: cart.png]")]
    [InlineData("""{"type":"extension","attrs":{"extensionKey":"toc","text":"Contents"}}""", "Contents")]
    [InlineData("""{"type":"hologram"}""", "[hologram]")]
    [InlineData("""{"type":"layoutSection","content":[{"type":"layoutColumn","content":["""
        + """{"type":"paragraph","content":[{"type":"text","text":"left"}]}]}]}""", "left")]
    [InlineData("""{"type":"paragraph","content":[{"type":"text","text":"a\ud800b\u0000c"}]}""", "a\uFFFDb\uFFFDc")]
    public void Every_node_stays_visible(string node, string plain) =>
        AdfFormat.Read($$"""{"type":"doc","version":1,"content":[{{node}}]}""").ToString().ShouldBe(plain);

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{\"type\":\"doc\",", "is not JSON")]
    [InlineData("\"plain words\"", "root")]
    [InlineData("{\"type\":\"paragraph\"}", "root")]
    [InlineData("{\"type\":\"doc\",\"content\":{}}", "content must be a list")]
    public void A_broken_document_is_refused_with_its_place(string json, string message)
    {
        var refused = Should.Throw<RichTextException>(() => AdfFormat.Read(json));
        refused.Format.ShouldBe("adf");
        refused.Position.ShouldNotBeNull();
        refused.Message.ShouldContain(message);
    }

    [Fact]
    public void An_empty_field_is_the_empty_document() => AdfFormat.Read(JsonDocument.Parse("null").RootElement).ShouldBe(RichText.Empty);

    [Fact]
    public void Code_stands_alone_among_marks() =>
        AdfFormat.WriteText(new RichText([new Paragraph([new Run("x", Marks.Code | Marks.Strong)])]))
            .ShouldContain("""{"type":"text","text":"x","marks":[{"type":"code"}]}""");

    [Fact]
    public void A_foreign_mention_notifies_nobody_unless_it_is_asked_for()
    {
        var document = new RichText([new Paragraph([new Mention("Ann", "5b10")])]);

        AdfFormat.WriteText(document).ShouldContain("""{"type":"text","text":"@Ann"}""");
        AdfFormat.WriteText(document, new AdfWriteOptions { LiveMentions = true })
            .ShouldContain("""{"type":"mention","attrs":{"id":"5b10","text":"@Ann"}}""");
    }

    [Fact]
    public void An_item_takes_only_what_the_schema_lets_it_take()
    {
        var table = new Table([new TableRow([new TableCell([new Paragraph("c")])])]);
        var item = new ListItem([new Heading(2, [new Run("h")]), new Quote([new Paragraph("q")]), table]);

        var read = AdfFormat.Read(AdfFormat.WriteText(new RichText([new OrderedList([item], 4)])));

        read.Normalise().ShouldBe(new RichText([new OrderedList(
            [new ListItem([new Paragraph([new Run("h", Marks.Strong)]), new Paragraph("q"), new Paragraph("c")])], 4)]));
    }
}
