namespace Entente.Unit.Tests.Cel;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("1 + 1", "")]
    [InlineData("ticket.priority == \"x\" && replica.state != \"\"", "replica{state} ticket{priority}")]
    [InlineData("ticket.fields[\"System.Title\"]", "ticket{fields}")]
    [InlineData("ticket[\"subject\"]", "ticket{subject}")]
    [InlineData("has(ticket.assignee) ? ticket.?assignee : optional.none()", "ticket{assignee}")]
    [InlineData("ticket.comments.filter(c, c.public && c.id == ticket.id)", "ticket{comments,id}")]
    [InlineData("[1].exists(ticket, ticket > replica.count)", "replica{count}")]
    [InlineData("cel.bind(t, ticket, t.subject + string(t.id))", "ticket{id,subject}")]
    [InlineData("cel.bind(t, ticket, cel.bind(u, t, u.subject))", "ticket{subject}")]
    [InlineData("cel.bind(t, ticket, [t].size())", "ticket*")]
    [InlineData("cel.bind(s, ticket.subject, s + s)", "ticket{subject}")]
    [InlineData("cel.bind(t, ticket, 1)", "")]
    [InlineData("ticket == x", "ticket* x*")]
    [InlineData("[ticket].map(t, t.subject)", "ticket*")]
    [InlineData("(true ? ticket : ticket).subject", "ticket*")]
    [InlineData("x[ticket.subject]", "ticket{subject} x*")]
    [InlineData("x.exists(e, e == 1)", "x*")]
    [InlineData("type(ticket) == int", "ticket*")]
    [InlineData("x.a.b.c + x.d", "x{a,d}")]
    [InlineData("{\"ticket\": replica.state}.ticket", "replica{state}")]
    [InlineData("optional.of(ticket).optMap(t, t.subject)", "ticket*")]
    public void Says_which_fields_can_be_read(string expression, string expected)
    {
        var references = CelTests.Environment.Compile(expression).References;

        var shown = references.Select(entry =>
            $"{entry.Key}{(entry.Value.Fields.Count > 0 ? $"{{{string.Join(',', entry.Value.Fields)}}}" : "")}{(entry.Value.ReadsWhole ? "*" : "")}");
        string.Join(' ', shown).ShouldBe(expected);
    }

    [Theory]
    [InlineData("ticket.fields[\"System.Title\"] + ticket.fields.state", "fields[System.Title,state]")]
    [InlineData("ticket.fields[\"a\"] == ticket.fields[ticket.subject]", "")]
    [InlineData("ticket.fields[\"a\"].name + ticket.subject.size()", "fields[a]")]
    [InlineData("has(ticket.fields.a) ? ticket.fields : {}", "")]
    [InlineData("cel.bind(t, ticket, t.fields[\"a\"])", "fields[a]")]
    [InlineData("cel.bind(f, ticket.fields, f.a)", "")]
    public void Says_which_names_of_a_field_can_be_read(string expression, string expected)
    {
        var within = CelTests.Environment.Compile(expression).References["ticket"].Within;

        string.Join(' ', within.Select(field => $"{field.Key}[{string.Join(',', field.Value)}]")).ShouldBe(expected);
    }
}
