using Entente.Cel;
using Entente.Connectors.Zendesk;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskHoldsTests
{
    private static readonly CelValue Ada = ZendeskPeople.Value(new TicketPerson("9", "Ada", "ada@mercuri.example"));

    public static TheoryData<string, CelValue, CelValue, bool> Cases => new()
    {
        { "status", Text("open"), Text("open"), true },
        { "status", Text("open"), Text("solved"), false },
        { "priority", CelValue.Null, CelValue.Null, true },
        { "priority", CelValue.Null, Text("high"), false },
        { "priority", Text("high"), CelValue.Null, false },
        { "subject", Text("a "), Text("a"), true },
        { "subject", Text("a\r\nb"), Text("a\nb"), true },
        { "tags", Tags("b", "a"), Tags("A", "b", "b"), true },
        { "tags", Tags("a"), Tags("a", "b"), false },
        { "tags", Tags("from_jira"), Tags("from jira"), true },
        { "assignee", Ada, Text("ADA@mercuri.example"), true },
        { "assignee", Ada, Text("9"), true },
        { "assignee", Ada, Text("10"), false },
        { "assignee", Ada, CelValue.Null, false },
        { "assignee", CelValue.Null, CelValue.Null, true },
        { "assignee", Ada, ZendeskPeople.Value(new TicketPerson("jira-7", "Ada", "ada@mercuri.example")), true },
        { "fields.5", Text("745"), CelValue.Int(745), true },
        { "fields.5", Text(""), CelValue.Null, true },
        { "fields.5", Tags("x", "y"), Tags("y", "x"), true },
        { "fields.5", CelValue.False, CelValue.True, false },
        { "fields", Map(("5", Text("a")), ("6", Text("b"))), Map(("6", Text("b"))), true },
        { "fields", Map(("5", Text("a"))), Map(("6", Text("b"))), false },
        { "fields", CelValue.Null, Map(("6", CelValue.Null)), true },
        { "description", RichTextValue.Of(RichText.FromText("a")), RichTextValue.Of(RichText.FromText("a ")), true },
        { "description", RichTextValue.Of(RichText.FromText("a")), RichTextValue.Of(RichText.FromText("b")), false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Knows_whether_a_ticket_already_holds_a_value(string field, CelValue current, CelValue wanted, bool holds) =>
        ZendeskHolds.Holds(field, current, wanted).ShouldBe(holds);

    private static CelValue Text(string text) => CelValue.String(text);

    private static CelValue Tags(params string[] tags) => CelValue.List([.. tags.Select(CelValue.String)]);

    private static CelValue Map(params (string Key, CelValue Value)[] entries) =>
        CelValue.Map(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
}
