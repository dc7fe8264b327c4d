using Entente.Core.Rules;

namespace Entente.Unit.Tests.Rules;

/// <summary>Every kind of error in a rule's file, with its exact place.</summary>
public sealed class RuleErrorTests
{
    private const string Header = "link: care-pm\nconnection: zd\ntrigger: true\n";

    public static TheoryData<string, string, int, int, string> Errors => new()
    {
        // What stands below the header, the rule's name, line, column, a part of the remedy.
        { "shares: {}", "rule.unknown-key", 4, 1, "'share'" },
        { "share: [summary]", "rule.value", 4, 8, "FIELD: EXPRESSION" },
        { "share:\n  sumary: ticket.subject", "rule.unknown-field", 5, 3, "'summary'" },
        { "share:\n  effort: 1.0", "rule.not-on-link", 5, 3, "sign" },
        { "share:\n  shopperEmail: ticket.subject", "rule.never-leaves", 5, 3, "neverLeaves" },
        { "share:\n  summary: ticket.subjct", "cel.unknown_field", 5, 19, "subject" },
        { "share:\n  summary: 'ticket.subjct'", "cel.unknown_field", 5, 20, "subject" },
        { "share:\n  summary: |\n    ticket.subject +\n      ticket.subjct", "cel.unknown_field", 7, 14, "subject" },
        { "share:\n  summary: ticket.subject +\n    ticket.subjct", "cel.unknown_field", 6, 12, "subject" },
        { "share:\n  summary: '''it'' + ticket.subjct'", "cel.unknown_field", 5, 29, "subject" },
        { "share:\n  summary: ticket.subject +", "cel.syntax", 5, 28, "" },
        { "share:\n  summary: \"ticket.subject\"", "rule.scalar-style", 5, 12, "single quotes" },
        { "share:\n  summary: >\n    ticket.subject", "rule.scalar-style", 5, 12, "below '|'" },
        { "share:\n  summary:", "rule.value", 5, 11, "remove the key" },
        { "share:\n  summary: {a: b}", "rule.value", 5, 12, "one expression" },
        { "share:\n  summary: ticket.description", "rule.type", 5, 12, "plain(" },
        { "share:\n  description: ticket.subject", "rule.type", 5, 16, "text(" },
        { "share:\n  summary: '1'", "rule.type", 5, 13, "string(" },
        { "share:\n  comments: ticket.attachments", "rule.type", 5, 13, "list(comment)" },
        { "share:\n  summary: replica.summary", "cel.undeclared_name", 5, 12, "" },
        { "trigger2: true", "rule.unknown-key", 4, 1, "'trigger'" },
        { "accept:\n  subjekt: replica.summary", "rule.unknown-field", 5, 3, "'subject'" },
        { "accept:\n  requester: replica.summary", "rule.read-only", 5, 3, "Remove" },
        { "accept:\n  subject: replica.description", "rule.type", 5, 12, "plain(" },
        { "accept:\n  subject: replica.effort", "cel.unknown_field", 5, 20, "" },
        { "accept:\n  comments: replica.comments", "rule.value", 5, 13, "{add: replica.comments}" },
        { "accept:\n  comments: {ad: x, add: replica.comments}", "rule.unknown-key", 5, 14, "'add'" },
        { "accept:\n  comments: {visibility: internal}", "rule.missing-key", 5, 13, "add: replica.comments" },
        { "accept:\n  comments: {add: replica.comments, visibility: secret}", "rule.value", 5, 49, "internal or public" },
        { "accept:\n  comments: {add: replica.attachments}", "rule.type", 5, 19, "list(shared_comment)" },
        { "handoff: {when: 'true', to: global}", "rule.reference", 4, 29, "infinity" },
        { "handoff: {when: 'true'}", "rule.missing-key", 4, 10, "both" },
        { "handoff: {when: ticket.subject, to: infinity}", "rule.type", 4, 17, "Compare" },
        { "handoff: {reject: true}", "rule.value", 4, 19, "when" },
        { "approval: {request: {when: 'true'}}", "rule.unknown-key", 4, 12, "'requested'" },
        { "untriggered: maybe", "rule.value", 4, 14, "keep" },
        { "policies: {closd: park}", "rule.unknown-policy", 4, 12, "'closed'" },
        { "policies: {closed: follow}", "rule.value", 4, 20, "'follow-up'" },
        { "policies: {visibility: public}", "rule.unknown-policy", 4, 12, "accept.comments" },
        { "policies: {comments: {edited: never}}", "rule.value", 4, 31, "update" },
        { "policies: {attachments: {types: [png]}}", "rule.value", 4, 34, "image/png" },
        { "policies: {attachments: {maxBytes: big}}", "rule.value", 4, 36, "20MB" },
        { "policies: {unmapped: {shared: {}}}", "rule.unknown-policy", 4, 23, "'share'" },
        { "policies: {closed: park, closed: reopen}", "yaml.duplicate", 4, 26, "line 4" },
        { "share:\n  summary: a ? b : c", "yaml.syntax", 5, 18, "single quotes" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Reports_an_error_at_its_place(string body, string rule, int line, int column, string remedy)
    {
        var result = Fixtures.Load(Header + body);

        result.Book.ShouldBeNull();
        var error = result.Errors.ShouldHaveSingleItem();
        error.ToString().ShouldStartWith($"mercuri/care-pm.zd.yaml:{line}:{column}: {rule}: ");
        error.Remedy.ShouldContain(remedy);
    }

    public static TheoryData<string, string, string, int, int> Misplaced => new()
    {
        { "mercury/care-pm.zd.yaml", Header, "rule.file", 1, 1 },
        { "mercuri/care.zd.yaml", Header, "rule.file", 1, 1 },
        { "mercuri/care-pm.rm.yaml", Header, "rule.file", 1, 1 },
        { "mercuri/care-pm.jr.yaml", Header, "rule.file", 1, 1 },
        { "mercuri/care-pm.yaml", Header, "rule.file", 1, 1 },
        { "mercuri/care-pm.zd.yaml", "link: down\nconnection: zd\ntrigger: true", "rule.file", 1, 7 },
        { "mercuri/care-pm.zd.yaml", "link: care-pm\ntrigger: true", "rule.missing-key", 1, 1 },
        { "mercuri/care-pm.zd.yaml", "link: care-pm\nconnection: zd", "rule.missing-key", 1, 1 },
        { "mercuri/care-pm.zd.yaml", "- a", "rule.value", 1, 1 },
        { "mercuri/care-pm.zd.yaml", "", "yaml.empty", 1, 1 },
        { "infinity/down.jr.yaml", "link: down\nconnection: jr\nshare: {summary: ticket.summary}", "rule.direction", 3, 8 },
        { "mercuri/down.zd.yaml", "link: down\nconnection: zd\ntrigger: true\naccept: {subject: replica.summary}", "rule.direction", 4, 9 },
    };

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void Reports_a_rule_that_is_not_where_it_belongs(string path, string text, string rule, int line, int column)
    {
        var error = Fixtures.Load((path, text)).Errors.ShouldHaveSingleItem();

        error.ToString().ShouldStartWith($"{path}:{line}:{column}: {rule}: ");
    }

    [Fact]
    public void Reports_several_errors_at_once_in_the_order_of_the_files()
    {
        var result = Fixtures.Load(
            ("mercuri/care-pm.zd.yaml", Header + "policies: {closd: park}\nshare:\n  summary: ticket.subjct + ticket.descr"),
            ("infinity/care-pm.jr.yaml", "link: care-pm\nconnection: jr\nshare: {summry: ticket.summary}"));

        result.Errors.Select(error => $"{error.File}:{error.Line}:{error.Column}").ShouldBe(
            ["infinity/care-pm.jr.yaml:3:9", "mercuri/care-pm.zd.yaml:4:12", "mercuri/care-pm.zd.yaml:6:19", "mercuri/care-pm.zd.yaml:6:35"]);
    }

    [Fact]
    public void Warns_of_a_side_without_a_rule_and_of_a_product_without_fields()
    {
        var result = Fixtures.Load(("infinity/old.rm.yaml", "link: old\nconnection: rm\naccept: {whatever: replica.summary}"));

        result.Errors.ShouldBeEmpty();
        result.Warnings.Select(warning => warning.Rule).ShouldContain("rule.no-schema");
        result.Warnings.Count(warning => warning.Rule == "rule.missing").ShouldBe(5);
        result.Book!.RuleFor("old", "rm").ShouldBeNull();
    }

    [Fact]
    public void Checks_the_expressions_of_a_product_without_fields_all_the_same()
    {
        var error = Fixtures.Load(("infinity/old.rm.yaml",
            "link: old\nconnection: rm\naccept: {whatever: replica.sumary}")).Errors.ShouldHaveSingleItem();

        error.ToString().ShouldStartWith("infinity/old.rm.yaml:3:28: cel.unknown_field: ");
    }

    [Fact]
    public void Warns_of_a_handoff_that_lacks_a_required_field()
    {
        var result = Fixtures.Load(Header + "share: {summary: ticket.subject}\nhandoff: {when: 'true', to: infinity}");

        result.Warnings.Where(warning => warning.Rule == "rule.incomplete-handoff").ShouldHaveSingleItem().Message.ShouldContain("'description'");
    }

    [Fact]
    public void Needs_an_accord() =>
        RuleBook.Load([], new Dictionary<string, Core.Tickets.TicketSchema>()).Errors.ShouldHaveSingleItem().Rule.ShouldBe("accord.missing");
}
