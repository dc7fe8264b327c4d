using Entente.Demo;
using Entente.Demo.Recorded;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Unit.Tests.Demo;

public sealed class FieldComparisonTests
{
    [Theory]
    [InlineData("azuredevops", "jira", "2", "Bug", "High", "Bug")]
    [InlineData("azuredevops", "jira", "", "Product Backlog Item", "Medium", "Task")]
    [InlineData("azuredevops", "jira", "4", "Impediment", "Low", "Bug")]
    [InlineData("servicenow", "zendesk", "5", "", "low", "incident")]
    [InlineData("servicenow", "zendesk", "1", "request", "urgent", "question")]
    [InlineData("jira", "zendesk", "Lowest", "缺陷", "low", "incident")]
    [InlineData("zendesk", "jira", "", "task", "Medium", "Task")]
    public void Knows_the_word_that_the_accord_declares(string from, string to, string priority, string kind, string twinPriority, string twinKind)
    {
        var reports = Compare(from, to, new("A", "B", priority, kind), new("A", "B", twinPriority, twinKind));

        reports.ShouldAllBe(report => report.Different == 0 && report.Equal + report.Converted == 1 && report.Direction == $"{from} to {to}");
    }

    [Theory]
    [InlineData("summary", "other", "B", "High", "Bug")]
    [InlineData("description", "A", "", "High", "Bug")]
    [InlineData("priority", "A", "B", "Low", "Bug")]
    [InlineData("class", "A", "B", "High", "Task")]
    public void Names_the_field_that_arrived_otherwise(string field, string summary, string description, string priority, string kind)
    {
        var reports = Compare("azuredevops", "jira", new("A", "B", "2", "Bug"), new(summary, description, priority, kind));

        reports.Where(report => report.Different > 0).Select(report => report.Field).ShouldBe([field]);
    }

    [Fact]
    public void Names_a_priority_without_meaning()
    {
        var reports = Compare("servicenow", "zendesk", new("A", "B", "9", ""), new("A", "B", "normal", "incident"));

        reports.Single(report => report.Field == "priority").Reasons.Keys.ShouldBe(["expected '?', found 'normal'"]);
    }

    [Theory]
    [InlineData("zendesk", 1, 0)]
    [InlineData("jira", 0, 1)]
    public void Expects_the_title_for_a_missing_description_only_where_a_ticket_must_say_something(string to, int converted, int different)
    {
        var twin = to == "zendesk" ? new ShelfFields("A", "token A", "normal", "incident") : new ShelfFields("A", "token A", "Medium", "Bug");

        var report = Compare("servicenow", to, new("A", "", "3", ""), twin).Single(each => each.Field == "description");

        (report.Converted, report.Different).ShouldBe((converted, different));
    }

    private static IReadOnlyList<FieldReport> Compare(string from, string to, ShelfFields source, ShelfFields twin)
    {
        var tally = new FieldTally();
        FieldComparison.Compare(new RecordedTicket(new PaperShelf(from), new PaperShelf(to), "1", "token A", "token"), source, twin, tally);
        return tally.Reports;
    }
}
