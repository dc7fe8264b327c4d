using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraHistoryTests
{
    private static readonly JiraMapping Mapping = new(new Uri("https://infinity.example"), ScriptedJira.Hub);

    [Fact]
    public void A_recorded_changelog_becomes_steps_oldest_first_in_the_form_of_the_snapshot()
    {
        var issue = Recordings.Json("devlake-issue-EE-33.json");
        var now = Mapping.Snapshot(issue);
        var categories = new Dictionary<string, string> { ["6"] = "done", ["1"] = "new" };

        var steps = new JiraHistory(now, now, categories, ScriptedJira.Hub).Steps(issue.Member("changelog")!.Value.Items("histories"));

        steps.Select(step => step.Id).ShouldBe(["10748", "10749", "11012", "12027", "86140"]);
        steps[0].Fields.Single().ShouldBe(new FieldStep("parent", CelValue.Null, JiraFields.Parent("10063", "EE-1")));
        steps[1].Fields.Single().After.ShouldBe(now.Fields["assignee"]);
        steps[3].Fields.Select(field => field.Field).ShouldBe(["resolution", "status"]);
        steps[3].Fields[0].Before.IsNull.ShouldBeTrue();
        steps[3].Fields[0].After.ShouldBe(JiraFields.Named("10000", "Done"));
        steps[3].Fields[1].After.ShouldBe(JiraFields.Status("6", "Closed", "done"));
        steps[4].Fields.Single().After.ShouldBe(now.Fields["status"]);
        steps[4].At.ShouldBe(new DateTimeOffset(2021, 3, 28, 8, 5, 55, 255, TimeSpan.Zero));
    }

    [Fact]
    public void A_list_told_item_by_item_is_rebuilt_backwards()
    {
        var steps = Steps(
            """{"labels":["b"],"fixVersions":[{"name":"2.0"},{"name":"3.0"}]}""",
            """
            [{"id":"1","items":[{"field":"Fix Version","fieldId":"fixVersions","fromString":"1.0","toString":null}]},
             {"id":"2","items":[{"field":"Fix Version","fieldId":"fixVersions","fromString":null,"toString":"3.0"}]},
             {"id":"3","items":[{"field":"labels","fieldId":"labels","fromString":"a b","toString":"b"}]}]
            """);

        steps[0].Fields.Single().Before.ShouldBe(Names("2.0", "1.0"));
        steps[0].Fields.Single().After.ShouldBe(Names("2.0"));
        steps[1].Fields.Single().After.ShouldBe(Names("2.0", "3.0"));
        steps[2].Fields.Single().Before.ShouldBe(Names("a", "b"));
    }

    [Fact]
    public void Our_marker_comes_back_in_the_history_metadata()
    {
        var steps = Steps(
            """{"summary":"new"}""",
            """
            [{"id":"7","historyMetadata":{"type":"entente","extraData":{"effect":"e9"}},
              "items":[{"field":"summary","fromString":"old","toString":"new"}]}]
            """);

        steps.Single().Marker.ShouldBe("e9");
        steps.Single().Fields.Single().ShouldBe(new FieldStep("summary", CelValue.String("old"), CelValue.String("new")));
    }

    [Theory]
    [InlineData("\"free\"", "null", "\"was\"", "\"was\"")]
    [InlineData("\"2020-06-12\"", "\"2020-06-10\"", "\"10/Jun/20\"", "\"2020-06-10\"")]
    [InlineData("""{"value":"red","id":"1"}""", "\"2\"", "\"blue\"", """{"value": "blue", "id": "2"}""")]
    [InlineData("3", "null", "\"2.0\"", "2")]
    public void A_custom_field_takes_the_form_of_its_value_now(string now, string from, string fromText, string expected)
    {
        var steps = Steps(
            $$"""{"customfield_1":{{now}}}""",
            $$"""
            [{"id":"1","items":[{"field":"X","fieldId":"customfield_1","from":{{from}},"fromString":{{fromText}},"to":null,"toString":"after"}]}]
            """);

        steps.Single().Fields.Single().Before.ToString().ShouldBe(expected);
    }

    [Fact]
    public void A_custom_list_that_cannot_be_rebuilt_makes_no_step()
    {
        Steps(
            """{"customfield_1":[{"value":"a"}]}""",
            """[{"id":"1","items":[{"field":"X","fieldId":"customfield_1","from":"[1]","fromString":"b","to":"[2]","toString":"a"}]}]""")
            .ShouldBeEmpty();
    }

    private static IReadOnlyList<HistoryStep> Steps(string fields, string entries)
    {
        var body = "{\"updated\":1," + fields.TrimStart()[1..];
        var now = Mapping.Snapshot(Recordings.Parse($$"""{"id":"1","key":"A-1","fields":{{body}}}"""));
        return new JiraHistory(now, now, new Dictionary<string, string>(), ScriptedJira.Hub).Steps(Recordings.Parse(entries).EnumerateArray());
    }

    private static CelValue Names(params string[] names) => CelValue.List([.. names.Select(CelValue.String)]);
}
