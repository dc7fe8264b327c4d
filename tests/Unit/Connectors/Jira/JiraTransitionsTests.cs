using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Connectors.Jira;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraTransitionsTests
{
    private static readonly SortedDictionary<string, CelValue> Nothing = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("Closed", "711")]
    [InlineData("5", "711")]
    [InlineData("in progress", "2")]
    [InlineData("Close Issue", null)]
    public void A_recorded_offer_is_chosen_by_the_status_that_it_leads_to(string wanted, string? id) =>
        JiraTransitions.Choose(Recordings.Json("go-jira-transitions.json"), wanted, Nothing)?.Id("id").ShouldBe(id);

    [Fact]
    public void What_is_offered_is_told_by_status() =>
        JiraTransitions.Offered(Recordings.Json("go-jira-transitions.json")).ShouldBe(["In Progress", "Closed"]);

    [Fact]
    public void Of_two_ways_the_one_that_can_be_filled_is_taken()
    {
        var offer = Recordings.Parse("""
            {"transitions":[
             {"id":"1","to":{"id":"9","name":"Done"},"fields":{"customfield_1":{"required":true}}},
             {"id":"2","to":{"id":"9","name":"Done"},"isAvailable":true,"fields":{"resolution":{"required":true}}},
             {"id":"3","to":{"id":"8","name":"Open"},"isAvailable":false}]}
            """);
        var fields = new SortedDictionary<string, CelValue> { ["resolution"] = CelValue.String("Fixed"), ["summary"] = CelValue.String("S") };

        var chosen = JiraTransitions.Choose(offer, "Done", fields)!.Value;

        chosen.Id("id").ShouldBe("2");
        JiraTransitions.Carried(chosen, fields).Keys.ShouldBe(["resolution"]);
        JiraTransitions.Missing(JiraTransitions.Choose(offer, "Done", Nothing)!.Value, Nothing).ShouldBe("customfield_1");
        JiraTransitions.Choose(offer, "Open", fields).ShouldBeNull();
    }

    [Fact]
    public void A_default_fills_a_required_field()
    {
        var transition = Recordings.Parse("""{"id":"1","fields":{"resolution":{"required":true,"hasDefaultValue":true}}}""");

        JiraTransitions.Missing(transition, Nothing).ShouldBeNull();
    }
}
