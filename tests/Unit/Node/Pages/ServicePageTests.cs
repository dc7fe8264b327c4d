using System.Net;

using Entente.Node.Api;
using Entente.Node.Health;
using Entente.Node.Pages.Layout;
using Entente.Node.Pages.Service;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>The service page as it is rendered once, for whoever has no scripts.</summary>
public sealed class ServicePageTests : IDisposable
{
    private readonly StoryStage stage = new(Path.Combine(Repository.Root, "accords"), new ManualTime(CheckoutStory.Evening));

    public void Dispose() => stage.Hub.Measures.Dispose();

    [Fact]
    public async Task It_shows_alerts_first_then_the_numbers_and_the_day_drawn_and_as_a_table()
    {
        ServiceStory.Play(stage);

        var html = await HtmlAsync();

        html.ShouldContain("sn.example does not accept the hub's credential.");
        html.ShouldContain("docs/operations/connection.credential.md");
        html.ShouldContain("The token of ado ends on");
        html.IndexOf("service-alerts", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("service-tiles", StringComparison.Ordinal));
        html.ShouldContain("<svg class=\"day-chart\"");
        html.ShouldContain("<strong>5280</strong> deliveries");
        html.ShouldContain("48 min", Case.Sensitive, "the outage of Jira");
        html.ShouldContain("840 answered, 3 too many (429), 12 5xx");
        html.ShouldContain("0 seen = 0 applied + 0 filtered + 0 superseded + 0 parked + 0 pending");
    }

    [Fact]
    public async Task A_hub_that_has_measured_nothing_says_so_and_nothing_wrong()
    {
        var html = await HtmlAsync();

        html.ShouldContain("Nothing needs anybody.");
        html.ShouldContain("No connection has its credentials yet.");
        html.ShouldNotContain("NaN");
    }

    [Fact]
    public void Every_word_of_the_page_has_a_sentence()
    {
        foreach (var condition in Enum.GetValues<ConnectionCondition>())
            ServiceWords.Condition(condition).ShouldNotBeEmpty();
        foreach (var reason in Enum.GetValues<OutageReason>())
            ServiceWords.Reason(reason).ShouldNotBeEmpty();
        ServiceWords.Share(0.9999).ShouldBe("99.9 %", "what is not all is not shown as all");
        ServiceWords.Delay(null).ShouldBe(ServiceWords.Nothing);
    }

    private async Task<string> HtmlAsync() => WebUtility.HtmlDecode(await Page.RenderAsync<ServicePage>(new SortedDictionary<string, object?>
    {
        [nameof(ServicePage.Names)] = new AccordNames(stage.Hub.Book.Accord),
        [nameof(ServicePage.Now)] = stage.Hub.Now,
        [nameof(ServicePage.Report)] = await stage.Hub.Service.RunAsync(CancellationToken.None),
    }));
}
