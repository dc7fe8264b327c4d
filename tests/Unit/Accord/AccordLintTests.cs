using Entente.Core.Accord;
using Entente.Core.Accord.Lint;
using Entente.Core.Rules;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Rules;

namespace Entente.Unit.Tests.Accord;

/// <summary>The worked example lints clean, and each lint rule is violated once in it.</summary>
public sealed class AccordLintTests
{
    private static readonly string Example = System.Text.Encoding.UTF8.GetString(
        InfinityTests.ReadExample().Single(file => file.Path.EndsWith("accord.yaml", StringComparison.Ordinal)).Content);

    public static TheoryData<string, string, string> Violations => new()
    {
        { "L01", "A: care-lead, ", "" },
        { "L01", "R: [agent], ", "" },
        { "L01", "{task: classify-and-prioritise", "{task: register-and-answer-shopper" },
        { "L02", "{id: K-design,  client: infinity/business", "{id: K-design,  client: mercuri/care" },
        {
            "L02", "  - {id: K-integr,",
            "  - {id: K-two, client: infinity/business, provider: mercuri/care, services: [], exit: x, dataRights: dr-support}\n  - {id: K-integr,"
        },
        { "L03", "siam: customer,   sourcing", "siam: integrator,   sourcing" },
        { "L04", "[orchestrator, broker]", "[orchestrator]" },
        { "L05", "acknowledgedBy: [global, infinity]", "acknowledgedBy: [global]" },
        { "L05", "target: ola-mercuri-dependency,  acknowledgedBy", "target: ola-mercuri,  acknowledgedBy" },
        { "L06", "contributors: [mercuri/care, global/delivery]}\n  people", "contributors: [infinity/business]}\n  people" },
        { "L06", "  experience: {owner: mercuri/care,         contributors: [infinity/business, global/delivery]}\n", "" },
        { "L07", "{id: ola-global-ack,   kind: acknowledge, lever: people,", "{id: ola-global-ack,   kind: acknowledge," },
        { "L08", "services: [design]", "services: [platform]" },
        { "L08", "chair: pm, ", "chair: pmm, " },
        { "L09", "[\"09:30-13:00\", \"14:00-18:30\"]", "[\"09:30-13:00\", \"12:00-18:30\"]" },
        { "L09", ", week: {mon-fri: [\"09:00-17:00\"]}", "" },
        { "L10", "goal: {P1: 2h, P2: 12h, P3: 24h, P4: 40h}", "goal: {P1: 2h, P2: 12h, P3: 8h, P4: 40h}" },
        { "L10", "goal: {P1: 15m, P2: 30m, P3: 2h, P4: 4h}", "goal: {P1: 15m, P2: 30m, P3: 2h, P4: 4d}" },
        { "L13", "goal: {P1: 15m, P2: 30m, P3: 2h, P4: 4h}", "goal: {P1: 15m, P2: 30m, P3: 2h}" },
        { "L13", "minor: [P3, P4, P4]", "minor: [P3, P4]" },
        { "L14", "  service_request: {examples: [how do I view a PDF]}\n", "" },
        { "L14", ", approval: {by: business-head, target: ola-approval}", "" },
        { "L15", "semantics: one line saying what is wrong, ", "" },
        { "L15", "map: {zd: type, jr: issuetype,", "map: {zd: type," },
        { "L15", ", onOverflow: truncate-and-attach", "" },
        { "L15", "P1: [urgent, Highest, \"1\", \"1\"]", "P1: [urgent, Highest]" },
        { "L15", "class: shared, requiredAtHandoff: true}\n  - {field: priority", "class: restricted}\n  - {field: priority" },
        { "L16", "createsFrom: zd,", "createsFrom: ado," },
        { "L16", "between: [zd, jr]", "between: [zd]" },
        { "L16", "wins: {summary: mercuri", "wins: {shopperEmail: mercuri" },
        { "L16", "entities: {zd.ticket: jr.task}", "entities: {ticket: jr.task}" },
        { "L17", "case.shared:     [r, r, w,", "case.shared:     [r, w," },
        { "L17", "case.restricted: [\"-\",", "case.restricted: [r," },
        { "L17", "handbook:        [r, f,", "handbook:        [r, x," },
        { "L18", "cadence: weekly", "cadence: daily" },
        { "L18", "members: [pm, architect, care-lead, devops, sysadmin]", "members: [pm, architect, devops, sysadmin]" },
        { "L18", "escalatesTo: ecosystem, reviews: monthly", "escalatesTo: triage, reviews: monthly" },
        { "L20", "weight: 0.30", "weight: 0.31" },
        { "L20", "proposedBy: global", "proposedBy: mercuri" },
        { "L21", "certify, go-live", "go-live, certify" },
        { "L21", "return-and-erase, revoke-access, final", "revoke-access, final" },
        { "L22", "residency: [EU, US, IN]", "residency: [EU, US]" },
        { "L22", "exit: standard, dataRights: dr-internal}\n  - {id: K-integr", "dataRights: dr-internal}\n  - {id: K-integr" },
        { "L23", "owners: [infinity/delivery, mercuri/care, global/delivery]", "owners: [infinity/delivery]" },
        { "L24", "gold: {minQ: 85", "gold: {minQ: 60" },
        { "L25", "within: 15bd", "within: 4bd" },
        { "L26", "rollback: required", "rollback: optional" },
        { "L27", "{id: lock-in, ", "{id: lockin, " },
        { "L28", "layer: outcome}\n    - {metric: time", "layer: health}\n    - {metric: time" },
        { "L29", "mercuri/care, global/delivery]   #", "mercuri/care]   #" },
        { "L30", ", check: rule.fix_first", "" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Finds_a_violation(string rule, string old, string replacement)
    {
        Example.ShouldContain(old);
        var text = Example.Replace(old, replacement, StringComparison.Ordinal);
        // One outcome measure is enough: take the layer from all three.
        if (rule == "L28") text = text.Replace("layer: outcome}", "layer: health}", StringComparison.Ordinal);

        var errors = Check(text).Errors();

        errors.Select(error => error.Rule).ShouldContain(rule);
        errors.ShouldAllBe(error => error.Line > 0 && error.Remedy.Length > 0);
    }

    [Fact]
    public void Lints_the_example_clean_but_for_its_two_services_without_substitute()
    {
        var findings = Check(Example);

        findings.Errors().ShouldBeEmpty();
        findings.Warnings().Select(warning => $"{warning.Rule} {warning.Message.Split('\'')[1]}").ShouldBe(["W02 platform", "W02 integration"]);
    }

    [Fact]
    public void Warns_of_days_that_no_phase_covers() =>
        Check(Example.Replace("days: 21-45", "days: 25-45", StringComparison.Ordinal)).Warnings().ShouldContain(warning => warning.Rule == "W03"
            && warning.Message.Contains("day 21"));

    [Fact]
    public void Does_not_judge_a_section_that_the_accord_does_not_have_yet() =>
        Check(Fixtures.Accord).Warnings().Concat(Check(Fixtures.Accord).Errors()).ShouldBeEmpty();

    [Fact]
    public void Has_a_violation_for_every_rule_that_reports_errors() =>
        AccordLints.All.Select(lint => lint.Rule).Where(rule => rule[0] == 'L').Except(Violations.Select(row => row.Data.Item1)).ShouldBeEmpty();

    [Fact]
    public void Never_throws_whatever_line_is_missing()
    {
        var files = InfinityTests.ReadExample();
        var lines = Example.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var text = string.Join('\n', lines.Where((_, at) => at != i));
            var changed = files.Select(file =>
                file.Path.EndsWith("accord.yaml", StringComparison.Ordinal) ? Fixtures.File(file.Path, text) : file).ToArray();
            var schemas = new Dictionary<string, TicketSchema> { ["jira"] = Fixtures.Jira, ["zendesk"] = Fixtures.Zendesk };
            RuleBook.Load(changed, schemas).ShouldNotBeNull();
        }
    }

    private static Findings Check(string text)
    {
        var findings = new Findings();
        AccordCheck.Read(Fixtures.File("accord.yaml", text), findings);
        return findings;
    }
}
