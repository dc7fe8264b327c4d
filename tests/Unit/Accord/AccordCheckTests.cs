using Entente.Core.Accord;
using Entente.Unit.Tests.Rules;

namespace Entente.Unit.Tests.Accord;

public sealed class AccordCheckTests
{
    public static TheoryData<string, string, string, int, int, string> Errors => new()
    {
        // What is replaced in the small accord, by what, and the error that follows.
        { "kind: Accord", "kind: Acord", "accord.value", 2, 7, "'Accord'" },
        { "kind: Accord\n", "kind: Accord\nlinkz: []\n", "accord.unknown-key", 3, 1, "'links'" },
        { "version: 1", "version: one", "accord.value", 3, 31, "a whole number" },
        { "effectiveFrom: 2026-09-01T00:00:00Z", "effectiveFrom: yesterday", "accord.value", 3, 64, "an instant" },
        { "signatories: [infinity/delivery]", "signatories: [infinity/deliver]", "L08", 3, 100, "'infinity/delivery'" },
        { "{id: pm, unit: infinity/delivery}", "{id: pm}", "accord.missing-key", 8, 5, "unit" },
        { "{id: pm, unit: infinity/delivery}", "{id: pm, unit: infinity/delivery, holdr: x}", "accord.unknown-key", 8, 39, "'holder'" },
        { "{id: zd, party: mercuri,", "{id: zd, party: mercury,", "L08", 10, 21, "'mercuri'" },
        { "tracker: zendesk", "tracker: zendesc", "accord.value", 10, 39, "'zendesk'" },
        { "{id: jr, party", "{id: zd, party", "accord.duplicate", 11, 10, "another name" },
        { "owner: pm, between: [zd, jr], fields", "owner: pmm, between: [zd, jr], fields", "L08", 14, 26, "'pm'" },
        { "createsFrom: zd}\n  - {id: down", "createsFrom: zs}\n  - {id: down", "L08", 15, 19, "'zd'" },
        { "fields: [summary, description", "fields: [sumary, description", "L08", 14, 58, "'summary'" },
        { "direction: one-way", "direction: sideways", "accord.value", 16, 57, "both" },
        { "type: richtext", "type: rich", "accord.value", 20, 32, "richtext" },
        { "max: 5MB", "max: lots", "accord.value", 30, 44, "20MB" },
        { "neverLeaves: mercuri", "neverLeaves: nobody", "L08", 32, 38, "mercuri" },
        { "{field: labels, type: list", "{field: due, type: list", "accord.duplicate", 27, 13, "another name" },
        { "dictionary:", "calendars: {c: {timeZone: UTC, nominalDay: 8h, week: {mon-fry: [\"09:00-17:00\"]}}}\ndictionary:", "L09", 18, 55,
            "mon-fri" },
        { "dictionary:", "calendars: {c: {timeZone: UTC, nominalDay: 8h, week: {mon: [9-17]}}}\ndictionary:", "L09", 18, 61, "09:00-17:00" },
        { "dictionary:", "calendars: {c: {timeZone: UTC, nominalDay: long}}\ndictionary:", "L10", 18, 44, "45m" },
        { "dictionary:", "waiting: {evidence: outbound_comment, window: 15}\ndictionary:", "L10", 18, 47, "45m" },
        { "dictionary:", "boards: members\ndictionary:", "accord.value", 18, 9, "a list" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Reports_an_error_at_its_place(string old, string replacement, string rule, int line, int column, string remedy)
    {
        Fixtures.Accord.ShouldContain(old);
        var text = Fixtures.Accord.Replace(old, replacement, StringComparison.Ordinal);

        var errors = Check(text);

        var error = errors.First(error => error.Rule == rule);
        error.ToString().ShouldStartWith($"accord.yaml:{line}:{column}: {rule}: ");
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Reports_everything_at_once_in_the_order_of_the_file()
    {
        var text = Fixtures.Accord.Replace("version: 1", "version: x", StringComparison.Ordinal)
            .Replace("type: list", "type: lst", StringComparison.Ordinal);

        Check(text).Select(error => error.Line).ShouldBe([3, 27]);
    }

    [Fact]
    public void Reads_the_small_accord()
    {
        var findings = new Findings();

        var accord = AccordCheck.Read(Fixtures.File("accord.yaml", Fixtures.Accord), findings)!;

        findings.Errors().ShouldBeEmpty();
        (accord.Id, accord.Version, accord.EffectiveFrom).ShouldBe(("shop", 1, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)));
        accord.Link("down")!.Direction.ShouldBe(LinkDirection.OneWay);
        accord.Link("care-pm")!.PartnerOf("zd").ShouldBe("jr");
        accord.Field("attachments")!.MaxBytes.ShouldBe(5_000_000);
        accord.Field("description")!.RequiredAtHandoff.ShouldBeTrue();
        accord.Field("shopperEmail")!.NeverLeaves.ShouldBe("mercuri");
    }

    private static IReadOnlyList<Diagnostic> Check(string text)
    {
        var findings = new Findings();
        AccordCheck.Read(Fixtures.File("accord.yaml", text), findings);
        return findings.Errors();
    }
}
