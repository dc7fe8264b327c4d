using Entente.Cel;
using Entente.Connectors.Jira;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraHoldsTests
{
    [Theory]
    [InlineData("priority", """{"id":"2","name":"High"}""", "\"High\"", true)]
    [InlineData("priority", """{"id":"2","name":"High"}""", "\"2\"", true)]
    [InlineData("priority", """{"id":"2","name":"High"}""", "\"high\"", false)]
    [InlineData("priority", """{"id":"2","name":"High"}""", "null", false)]
    [InlineData("priority", "null", "null", true)]
    [InlineData("priority", "null", "\"\"", true)]
    [InlineData("priority", """{"id":"2","name":"High"}""", """{"id":"2","name":"Hoch"}""", true)]
    [InlineData("project", """{"id":"1","key":"SHOP","name":"Shop"}""", "\"shop\"", true)]
    [InlineData("status", """{"id":"3","name":"In Progress","category":"indeterminate"}""", "\"In Progress\"", true)]
    [InlineData("assignee", """{"id":"a","name":"Ann","address":"ann@x.example"}""", "\"Ann@X.example\"", true)]
    [InlineData("assignee", """{"id":"a","name":"Ann","address":null}""", "\"ann@x.example\"", false)]
    [InlineData("labels", """["b","a"]""", """["a","b","a"]""", true)]
    [InlineData("labels", """["two-words"]""", """["two words"]""", true)]
    [InlineData("labels", """["a"]""", """["A"]""", false)]
    [InlineData("labels", """["a"]""", "[]", false)]
    [InlineData("components", """["Cart","Pay"]""", """["Pay","Cart"]""", true)]
    [InlineData("summary", "\"one two\"", "\"one\\r\\ntwo \"", true)]
    [InlineData("summary", "\"one\"", "\"two\"", false)]
    [InlineData("duedate", "\"2026-03-02\"", "\"2026-03-02\"", true)]
    [InlineData("customfield_1", """{"id":"1","value":"red"}""", "\"red\"", true)]
    [InlineData("customfield_1", """[{"id":"1","value":"red"},{"id":"2","value":"blue"}]""", """["blue","red"]""", true)]
    [InlineData("customfield_1", """[{"id":"1","value":"red"},{"id":"2","value":"blue"}]""", """["blue"]""", false)]
    [InlineData("customfield_1", "3", "3.0", true)]
    public void A_field_holds_what_means_the_same_to_Jira(string field, string current, string wanted, bool holds) =>
        JiraHolds.Holds(field, Value(current), Value(wanted)).ShouldBe(holds);

    [Fact]
    public void A_date_is_held_by_its_day()
    {
        var at = CelValue.Timestamp(new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero));

        JiraHolds.Holds("duedate", CelValue.String("2026-03-02"), at).ShouldBeTrue();
        JiraHolds.Holds("customfield_1", CelValue.String("2026-03-03T00:00:00.000+0100"), at).ShouldBeTrue();
    }

    [Fact]
    public void A_text_is_held_when_it_looks_the_same_after_Jira_stored_it()
    {
        var wanted = new RichText(
            [new Paragraph([new Run("It "), new Run("fails", Marks.Strong)]), new Paragraph([new Image("https://zd/1", "cart.png")])]);
        var files = new Dictionary<string, Uri> { ["cart.png"] = new("https://infinity.atlassian.net/secure/attachment/1/cart.png") };
        var linked = new JiraRichText([]).ReadText(Recordings.Parse(JiraRichText.Write(wanted, files).ToJsonString()));
        var plain = new JiraRichText([]).ReadText(Recordings.Parse(JiraRichText.Write(wanted, new Dictionary<string, Uri>()).ToJsonString()));

        JiraHolds.Holds("description", RichTextValue.Of(linked), RichTextValue.Of(wanted)).ShouldBeTrue();
        JiraHolds.Holds("description", RichTextValue.Of(plain), RichTextValue.Of(wanted)).ShouldBeTrue();
        JiraHolds.Holds("description", RichTextValue.Of(RichText.FromText("It fails")), RichTextValue.Of(wanted)).ShouldBeFalse();
        JiraHolds.Holds("description", RichTextValue.Of(RichText.Empty), CelValue.Null).ShouldBeTrue();
        JiraHolds.Holds("description", RichTextValue.Of(RichText.FromText("one\ntwo")), CelValue.String("one\ntwo")).ShouldBeTrue();
    }

    private static CelValue Value(string json) => CelJson.FromJson(Recordings.Parse(json));
}
