using Entente.Cel;
using Entente.Connectors.AzureDevOps;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsSplitTests
{
    private readonly AzureDevOpsBench bench = new();

    [Fact]
    public void Makes_a_new_work_item_in_its_first_state_and_moves_it_after()
    {
        var write = new TicketWrite
        {
            Fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text("Active")), ("System.Title", AzureDevOpsBench.Text("t"))),
            Files = [File()],
            Comments = [AzureDevOpsBench.Comment("one"), AzureDevOpsBench.Comment("two")],
        };
        var steps = bench.Connector.Split(write, null);
        steps.Select(step => step.Kind).ShouldBe([WriteKind.Create, WriteKind.Update, WriteKind.AddComment]);
        steps[0].Fields.Keys.ShouldBe(["System.Title"]);
        (steps[0].Files.Count, steps[1].Files.Count).ShouldBe((1, 0));
        steps[1].Fields.Keys.ShouldBe(["System.State"]);
    }

    [Fact]
    public async Task Spends_one_revision_on_fields_files_and_the_first_comment()
    {
        var write = new TicketWrite
        {
            Fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text("Active"))),
            Files = [File()],
            Comments = [AzureDevOpsBench.Comment("one"), AzureDevOpsBench.Comment("two")],
            Partner = new PartnerReference("Infinity", "INC1", new Uri("https://sn.example/1")),
        };
        var steps = bench.Connector.Split(write, await Current());
        steps.Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.LinkBack, WriteKind.AddComment]);
        (steps[0].Comment!.Body.ToString(), steps[0].Files.Count).ShouldBe(("one", 1));
    }

    [Fact]
    public async Task Edits_stand_alone_and_their_files_before_them()
    {
        var edit = AzureDevOpsBench.Comment("new", true, File()) with { EditOf = "50" };
        var fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text("Active")));
        var steps = bench.Connector.Split(new TicketWrite { Fields = fields, Comments = [edit] }, await Current());
        steps.Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.AddAttachment, WriteKind.EditComment]);
        steps[2].Comment!.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_its_marker_when_a_rule_replaces_all_tags_and_takes_none_from_a_partner()
    {
        const string Ours = "\"System.Tags\": \"entente:abc\", \"System.CreatedBy\": {\"uniqueName\": \"hub@global.example\"}";
        var tags = CelValue.List([AzureDevOpsBench.Text("b"), AzureDevOpsBench.Text("entente:other"), AzureDevOpsBench.Text("a; c")]);
        var steps = bench.Connector.Split(new TicketWrite { Fields = AzureDevOpsBench.Values(("System.Tags", tags)) }, await Current(Ours));
        steps.Single().Fields["System.Tags"].AsList().Select(tag => tag.AsString()).ShouldBe(["a  c", "b", "entente:abc"]);
    }

    [Fact]
    public async Task Adds_only_relations_that_are_missing()
    {
        var relations = CelValue.List([Relation("https://x.example/1"), Relation("https://x.example/2")]);
        var item = AzureDevOpsBench.Item(1).Replace("[]", """[{"rel": "Hyperlink", "url": "https://x.example/1"}]""");
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, item);
        var current = (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot;
        var steps = bench.Connector.Split(new TicketWrite { Fields = AzureDevOpsBench.Values(("relations", relations)) }, current);
        steps.Single().Fields["relations"].AsList().ShouldHaveSingleItem().ShouldBe(Relation("https://x.example/2"));
        bench.Connector.Holds("relations", current.Fields["relations"], relations).ShouldBeFalse();
        bench.Connector.Holds("relations", relations, current.Fields["relations"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Its_own_link_to_the_partner_is_no_change_of_the_matter()
    {
        const string Link = """[{"rel": "Hyperlink", "url": "https://sn.example/1", "attributes": {"comment": "Infinity INC1 (entente:abc)"}}]""";
        bench.Tracker.On(
            $"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1).Replace("[]", Link));
        (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot.Fields["relations"].AsList().ShouldBeEmpty();
    }

    public static TheoryData<string, CelValue, CelValue, bool> Held => new()
    {
        { "System.Title", AzureDevOpsBench.Text("a b"), AzureDevOpsBench.Text("a\nb"), true },
        { "System.Title", AzureDevOpsBench.Text("a"), AzureDevOpsBench.Text("b"), false },
        { "System.State", AzureDevOpsBench.Text("Active"), AzureDevOpsBench.Text("active"), false },
        { "System.Tags", Tags("A", "b"), Tags("B", "a"), true },
        { "System.Tags", Tags(), Tags("x"), false },
        { "System.AssignedTo", David, AzureDevOpsBench.Text("DAVID@global.example"), true },
        { "System.AssignedTo", David, AzureDevOpsBench.Text("David <david@global.example>"), true },
        { "System.AssignedTo", David, AzureDevOpsBench.Text("marco@global.example"), false },
        { "System.AssignedTo", CelValue.Null, AzureDevOpsBench.Text(""), true },
        { "System.AssignedTo", David, CelValue.Null, false },
        { "Microsoft.VSTS.Common.Priority", CelValue.Int(2), AzureDevOpsBench.Text("2"), true },
        { "Microsoft.VSTS.Common.Priority", CelValue.Int(2), CelValue.Int(3), false },
        { "System.Description", AzureDevOpsBench.Rich("a"), AzureDevOpsBench.Rich("a "), true },
        { "System.Description", AzureDevOpsBench.Rich("a"), AzureDevOpsBench.Rich("b"), false },
        { "System.Description", AzureDevOpsBench.Rich(""), CelValue.Null, true },
        { "Microsoft.VSTS.Scheduling.DueDate", CelValue.Timestamp(AzureDevOpsBench.Now), AzureDevOpsBench.Text("2026-03-01T10:00:00+01:00"), true },
    };

    private static CelValue David => AzureDevOpsPeople.Value("guid", "David", "david@global.example");

    [Theory]
    [MemberData(nameof(Held))]
    public void Knows_what_a_work_item_holds_already(string field, CelValue current, CelValue wanted, bool isHeld) =>
        bench.Connector.Holds(field, current, wanted).ShouldBe(isHeld);

    private static CelValue Relation(string url) => CelValue.Map(
        [KeyValuePair.Create("rel", CelValue.String("Hyperlink")), KeyValuePair.Create("url", CelValue.String(url))]);

    private static CelValue Tags(params string[] tags) => CelValue.List([.. tags.Select(CelValue.String)]);

    private static FileWrite File() => new("sn:1", "a.txt", "text/plain", 1, "00");

    private async Task<TicketSnapshot> Current(string fields = "")
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1, fields));
        return (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot;
    }
}
