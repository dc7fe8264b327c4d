using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;
using Entente.Node;
using Rule = Entente.Core.Rules.Rule;

namespace Entente.Unit.Tests.Rules;

/// <summary>The worked example in <c>accords/infinity</c>, against the fields that its connectors have.</summary>
public sealed class InfinityTests
{
    private static readonly RuleBookResult Result = RuleBook.Load(ReadExample(), HubOpening.Schemas());

    [Fact]
    public void Has_no_errors_and_a_rule_at_each_side()
    {
        Result.Errors.ShouldBeEmpty();
        Result.Warnings.Where(warning => warning.Rule.StartsWith("rule.", StringComparison.Ordinal)).Select(warning => warning.Rule)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Carries_a_case_from_Zendesk_to_Jira()
    {
        var shared = Rule("zd").Share(Zendesk("open", "high", "incident"));
        var replica = new Replica(shared.Fields, [], []);

        var accepted = Rule("jr").Accept(null, replica, new SortedDictionary<string, CelValue>(), null);

        Texts(accepted.Fields, "issuetype", "priority", "project", "summary").ShouldBe(["Bug", "High", "SHOP", "Blank page"]);
        RichTextValue.Read(accepted.Fields["description"]).ShouldBe(RichText.FromText("Chrome 129"));
        accepted.Fields.ContainsKey("status").ShouldBeFalse();
    }

    [Fact]
    public void Lets_declared_values_stand_in_for_an_unset_priority_and_type()
    {
        var shared = Rule("zd").Share(Zendesk("new", null, null));

        Texts(shared.Fields, "class", "priority", "state").ShouldBe(["bug", "P3", "new"]);
    }

    [Theory]
    [InlineData("Done", "resolved", "open", "solved")]
    [InlineData("Waiting for customer", "waiting_requester", "open", "pending")]
    [InlineData("In Progress", "open", "new", "open")]
    [InlineData("In Progress", "open", "hold", "hold")]
    public void Carries_a_state_back_from_Jira(string jiraStatus, string state, string zendeskStatus, string expected)
    {
        var shared = Rule("jr").Share(Jira(jiraStatus));
        var replica = new Replica(shared.Fields, [], []);

        var accepted = Rule("zd").Accept(Zendesk(zendeskStatus, "high", "incident"), replica, shared.Fields, new HashSet<string> { "state" });

        shared.Fields["state"].AsString().ShouldBe(state);
        accepted.Fields.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("status", CelValue.String(expected)));
        accepted.CommentsPublic.ShouldBeFalse();
    }

    [Theory]
    [InlineData("open", "Done", "To Do")]
    [InlineData("open", "To Do", "To Do")]
    [InlineData("closed", "In Progress", "Closed")]
    public void Carries_a_state_on_to_Jira(string state, string jiraStatus, string expected)
    {
        var replica = Fixtures.Replica(("state", CelValue.String(state)));

        var accepted = Rule("jr").Accept(Jira(jiraStatus), replica, new SortedDictionary<string, CelValue>(), new HashSet<string> { "state" });

        accepted.Fields["status"].AsString().ShouldBe(expected);
    }

    [Fact]
    public void Hands_off_when_escalated_and_back_when_done()
    {
        Rule("zd").HandoffOffered(Zendesk("open", "high", "incident", "checkout")).ShouldBeNull();
        Rule("zd").HandoffOffered(Zendesk("open", "high", "incident", "escalated")).ShouldBe(new Handoff("infinity"));
        Rule("jr").HandoffOffered(Jira("Done")).ShouldBe(new Handoff("mercuri"));
    }

    private static Rule Rule(string connection) => Result.Book!.RuleFor("care-pm", connection)!;

    private static IEnumerable<string> Texts(IReadOnlyDictionary<string, CelValue> fields, params string[] names) =>
        names.Select(name => fields[name].AsString());

    private static TicketSnapshot Zendesk(string status, string? priority, string? type, params string[] tags) => Fixtures.ZendeskTicket(
        ("requester", CelValue.Map([KeyValuePair.Create("id", CelValue.String("7")), KeyValuePair.Create("name", CelValue.String("Sam"))])),
        ("status", CelValue.String(status)),
        ("priority", priority is null ? CelValue.Null : CelValue.String(priority)),
        ("type", type is null ? CelValue.Null : CelValue.String(type)),
        ("tags", Fixtures.Texts(tags)));

    private static TicketSnapshot Jira(string status) => Fixtures.Snapshot(new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
    {
        ["summary"] = CelValue.String("Blank page"),
        ["description"] = RichTextValue.Of(RichText.FromText("Chrome 129")),
        ["priority"] = Fixtures.Name("High"),
        ["status"] = Fixtures.Name(status),
        ["issuetype"] = Fixtures.Name("Bug"),
        ["labels"] = CelValue.List([]),
    });

    internal static List<SourceFile> ReadExample()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Entente.slnx"))) root = root.Parent!;
        var folder = Path.Combine(root.FullName, "accords", "infinity");
        return [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(root.FullName, path).Replace('\\', '/'), File.ReadAllBytes(path)))];
    }
}
