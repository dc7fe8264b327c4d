using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;
using Rule = Entente.Core.Rules.Rule;

namespace Entente.Unit.Tests.Rules;

public sealed class RuleEvaluationTests
{
    private const string Priority = "'{\"urgent\": \"P1\", \"high\": \"P2\"}[ticket.priority]'";

    private static readonly Dictionary<string, CelValue> Nothing = [];

    [Theory]
    [InlineData("checkout", true)]
    [InlineData("billing", false)]
    public void Triggers_by_the_rules_condition(string tag, bool expected)
    {
        var rule = Load("link: care-pm\nconnection: zd\ntrigger: ticket.tags.exists(t, t == \"checkout\")\n");

        rule.Triggered(Fixtures.ZendeskTicket(("tags", Fixtures.Texts(tag)))).ShouldBe(expected);
    }

    [Fact]
    public void Shares_canonical_fields_in_ordinal_order()
    {
        var rule = Fixtures.Zd($"share:\n  summary: ticket.subject\n  description: ticket.description\n  priority: {Priority}\n");

        var shared = rule.Share(Fixtures.ZendeskTicket());

        shared.Fields.Select(pair => pair.Key).ShouldBe(["description", "priority", "summary"]);
        shared.Fields["summary"].AsString().ShouldBe("Blank page");
        shared.Fields["priority"].AsString().ShouldBe("P2");
        RichTextValue.Read(shared.Fields["description"]).ShouldBe(RichText.FromText("Chrome 129"));
    }

    [Theory]
    [InlineData("summary: ticket.fields[\"System.Title\"]", "Titled")]
    [InlineData("summary: ticket.key + \" \" + ticket.id", "#35 35")]
    [InlineData("summary: link.id + link.party + link.partner + link.partnerName", "care-pmmercuriinfinityInfinity Solutions")]
    [InlineData("summary: plain(ticket.description)", "Chrome 129")]
    [InlineData("summary: ticket.comments[0].author + plain(ticket.comments[1].body)", "AnnText 2")]
    [InlineData("summary: ticket.attachments[1].name", "file8.png")]
    [InlineData("summary: plain(markdown(\"**Blank** page\")) + plain(text(\"*x*\"))", "Blank page*x*")]
    [InlineData("summary: 'ticket.requester == null ? \"nobody\" : \"somebody\"'", "nobody")]
    [InlineData("summary: string(ticket.comments.filter(c, c.byHub).size())", "1")]
    public void Sees_all_of_the_ticket(string share, string expected) =>
        Fixtures.Zd($"share:\n  {share}\n").Share(Fixtures.ZendeskTicket()).Fields["summary"].AsString().ShouldBe(expected);

    [Theory]
    [InlineData("ticket.comments", "", "1,3")]
    [InlineData("ticket.comments", "policies: {internal: share}", "1,2,3")]
    [InlineData("ticket.comments.filter(c, !c.byHub)", "", "1")]
    [InlineData("'[ticket.comments[2], ticket.comments[0], ticket.comments[2]]'", "", "1,3")]
    public void Selects_comments_once_in_their_order_and_keeps_internal_ones_home(string expression, string policies, string expected)
    {
        var shared = Fixtures.Zd($"share:\n  comments: {expression}\n{policies}").Share(Fixtures.ZendeskTicket());

        string.Join(',', shared.Comments.Select(comment => comment.NativeId)).ShouldBe(expected);
    }

    [Fact]
    public void Keeps_files_of_internal_comments_home()
    {
        var shared = Fixtures.Zd("share: {attachments: ticket.attachments}\n").Share(Fixtures.ZendeskTicket());

        shared.Attachments.ShouldHaveSingleItem().NativeId.ShouldBe("7");
    }

    public static TheoryData<string, string, string, int, int> Failures => new()
    {
        // The share section, the ticket's priority, the code, line and column.
        { $"  priority: {Priority}", "low", CelErrorCodes.NoSuchKey, 5, 44 },
        { "  priority: ticket.priority", "low", "rule.unmapped", 5, 13 },
        { "  summary: ticket.fields[\"tags\"]", "low", "rule.type", 5, 12 },
        { "  summary: |\n    ticket.subject +\n    ticket.comments[9].author", "low", CelErrorCodes.IndexOutOfRange, 7, 20 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Fails_at_the_place_in_the_file_and_never_yields_null(string share, string priority, string code, int line, int column)
    {
        var rule = Fixtures.Zd("share:\n" + share);

        var failure = Should.Throw<RuleException>(() => rule.Share(Fixtures.ZendeskTicket(("priority", CelValue.String(priority)))));

        failure.Code.ShouldBe(code);
        $"{failure.File}:{failure.Line}:{failure.Column}".ShouldBe($"mercuri/care-pm.zd.yaml:{line}:{column}");
    }

    [Theory]
    [InlineData("low")]
    [InlineData(null)]
    public void Lets_a_declared_value_stand_in_for_an_unmapped_one(string? priority)
    {
        var rule = Fixtures.Zd($"share:\n  priority: {Priority}\npolicies: {{unmapped: {{share: {{priority: P3}}}}}}");
        var value = priority is null ? CelValue.Null : CelValue.String(priority);

        rule.Share(Fixtures.ZendeskTicket(("priority", value))).Fields["priority"].AsString().ShouldBe("P3");
    }

    [Theory]
    [InlineData("subject", "summary")]
    [InlineData("status", "comments,state,summary")]
    [InlineData("comments", "comments")]
    [InlineData("System.Title", "state")]
    [InlineData("tags", "")]
    public void Tells_which_shared_fields_a_native_field_can_change(string native, string expected)
    {
        var rule = Fixtures.Zd("""
            share:
              summary: ticket.subject + ticket.status
              state: 'ticket.status == "x" ? "open" : ticket.fields["System.Title"]'
              comments: ticket.comments.filter(c, c.public && ticket.status != "new")
            """);

        rule.ShareFieldsReading(native).ShouldBe(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accepts_only_what_reads_a_changed_field()
    {
        var rule = Fixtures.Zd("""
            accept:
              subject: replica.summary
              status: 'replica.state == "resolved" ? "solved" : ticket.status'
              priority: '"high"'
              type: 'agreed.summary == null ? "task" : "incident"'
              comments: {add: replica.comments}
              attachments: {add: replica.attachments}
            """);
        var replica = Fixtures.Replica(("summary", CelValue.String("New")), ("state", CelValue.String("resolved")));

        var accepted = rule.Accept(Fixtures.ZendeskTicket(), replica, Nothing, new HashSet<string> { "state" });

        accepted.Fields.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("status", CelValue.String("solved")));
        accepted.Reads["status"].ShouldBe(["state"]);
        accepted.Comments.ShouldBeEmpty();
        rule.Accept(Fixtures.ZendeskTicket(), replica, Nothing, new HashSet<string> { "summary" }).Fields.Keys.ShouldBe(["subject", "type"]);
        rule.Accept(Fixtures.ZendeskTicket(), replica, Nothing,
            new HashSet<string> { "comments" }).Comments.ShouldHaveSingleItem().Author.ShouldBe("Elaine");
    }

    [Fact]
    public void Accepts_all_for_a_ticket_to_be_made_and_leaves_out_what_would_clear_nothing()
    {
        var rule = Fixtures.Zd("""
            accept:
              subject: replica.summary
              description: replica.description
              status: ticket.status
              priority: ticket.priority
              type: '"task"'
              comments: {add: replica.comments, visibility: public}
              attachments: {add: replica.attachments}
            """);
        var replica = Fixtures.Replica(("summary", CelValue.String("New")), ("description", RichTextValue.Of(RichText.FromText("x"))));

        var accepted = rule.Accept(null, replica, Nothing, null);

        accepted.Fields.Keys.ShouldBe(["description", "subject", "type"]);
        accepted.CommentsPublic.ShouldBeTrue();
        accepted.Comments.ShouldHaveSingleItem();
        accepted.Files.ShouldHaveSingleItem().Name.ShouldBe("har.json");
    }

    [Fact]
    public void Does_not_write_what_can_be_written_only_when_a_ticket_is_made()
    {
        var rule = Fixtures.Zd("accept: {description: replica.description}");
        var replica = Fixtures.Replica(("description", RichTextValue.Of(RichText.FromText("x"))));

        rule.Accept(Fixtures.ZendeskTicket(), replica, Nothing, null).Fields.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_a_field_alone_that_the_partner_does_not_share()
    {
        var rule = Fixtures.Zd("accept: {subject: replica.summary, status: 'has(replica.state) ? replica.state : \"open\"'}");

        rule.Accept(Fixtures.ZendeskTicket(), Fixtures.Replica(), Nothing, null).Fields.ShouldBeEmpty();
    }

    [Fact]
    public void Parks_an_accepted_value_of_the_wrong_type()
    {
        var rule = Fixtures.Zd("accept:\n  tags: '[replica.summary, dyn(1)]'");

        var failure = Should.Throw<RuleException>(() => rule.Accept(null, Fixtures.Replica(("summary", CelValue.String("a"))), Nothing, null));

        failure.Code.ShouldBe("rule.type");
        (failure.Line, failure.Column).ShouldBe((5, 10));
    }

    [Fact]
    public void Tells_handoffs_and_approvals_from_the_tickets_state()
    {
        var rule = Fixtures.Zd("""
            handoff: {when: '"escalated" in ticket.tags', to: infinity, reject: {when: '"not-ours" in ticket.tags'}}
            approval: {requested: {when: 'ticket.status == "open"'}, granted: {when: 'ticket.status == "solved"'}}
            """);

        rule.HandoffOffered(Fixtures.ZendeskTicket()).ShouldBeNull();
        rule.HandoffOffered(Fixtures.ZendeskTicket(("tags", Fixtures.Texts("escalated")))).ShouldBe(new Handoff("infinity"));
        rule.HandoffRejected(Fixtures.ZendeskTicket(("tags", Fixtures.Texts("not-ours")))).ShouldBeTrue();
        rule.Approval(Fixtures.ZendeskTicket()).ShouldBe(new ApprovalSigns(true, false, false));
        rule.Approval(Fixtures.ZendeskTicket(("status", CelValue.String("solved")))).ShouldBe(new ApprovalSigns(false, true, false));
    }

    [Fact]
    public void Has_a_version_that_changes_with_its_text()
    {
        var first = Fixtures.Zd("share: {summary: ticket.subject}\n");
        var second = Fixtures.Zd("share: {summary: ticket.subject} \n");

        first.Version.Length.ShouldBe(16);
        first.Version.ShouldMatch("^[a-z2-7]+$");
        first.Version.ShouldNotBe(second.Version);
        Fixtures.Zd("share: {summary: ticket.subject}\n").Version.ShouldBe(first.Version);
    }

    private static Rule Load(string text)
    {
        var result = Fixtures.Load(text);
        result.Errors.ShouldBeEmpty();
        return result.Book!.RulesOf("zd").ShouldHaveSingleItem();
    }
}
