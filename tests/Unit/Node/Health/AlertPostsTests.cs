using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Node.Health;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;
using Entente.Unit.Tests.Node.Pages;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Unit.Tests.Node.Health;

/// <summary>The operator's URL hears of each change once, whoever of the nodes tells it.</summary>
public sealed class AlertPostsTests
{
    private static readonly Uri Address = new("https://alerts.example/entente");

    private readonly ManualTime time = new(CheckoutStory.Evening);
    private readonly StoryStage stage;
    private readonly ListeningOperator listener = new();
    private readonly AlertPosts posts;

    public AlertPostsTests()
    {
        stage = new StoryStage(Path.Combine(Repository.Root, "accords"), time);
        posts = Made();
    }

    [Fact]
    public async Task What_begins_and_ends_is_told_once_each()
    {
        await StepsAsync(3);
        listener.Heard.ShouldBeEmpty("nothing is wrong");

        stage.Hub.Health.Set("hub.conservation", "Changes are missing.", stage.Hub.Now);
        await StepsAsync(5);
        var told = listener.Heard.ShouldHaveSingleItem();
        ((string?)told["state"], (string?)told["alert"]!["id"], (string?)told["alert"]!["level"])
            .ShouldBe(("active", "hub.conservation", "critical"));

        stage.Hub.Health.Clear("hub.conservation");
        await StepsAsync(5);
        listener.Heard.Select(one => (string?)one["state"]).ShouldBe(["active", "ended"]);
    }

    [Fact]
    public async Task What_is_not_taken_is_told_again_until_it_is()
    {
        listener.Status = HttpStatusCode.BadGateway;
        stage.Hub.Health.Set("hub.conservation", "Changes are missing.", stage.Hub.Now);
        await StepsAsync(3);
        listener.Heard.Count.ShouldBe(3, "once a minute");

        listener.Status = HttpStatusCode.NoContent;
        await StepsAsync(3);
        listener.Heard.Count.ShouldBe(4);
        listener.Deliveries.Distinct().Count().ShouldBe(1, "whoever takes it can tell that it is the same");
    }

    [Fact]
    public async Task Neither_a_restart_nor_a_second_node_tells_it_again()
    {
        stage.Hub.Health.Set("hub.conservation", "Changes are missing.", stage.Hub.Now);
        var second = Made();
        await StepsAsync(3, posts, second);
        await StepsAsync(3, Made());

        listener.Heard.Count.ShouldBe(1);
    }

    private AlertPosts Made() => new(stage.Hub, Address, new HttpMessageInvoker(listener), NullLogger.Instance);

    private async Task StepsAsync(int minutes, params AlertPosts[] nodes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            stage.Hub.Alerts.Renew(null);
            foreach (var node in nodes.Length == 0 ? [posts] : nodes)
                await node.StepAsync(CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(61));
        }
    }

    private sealed class ListeningOperator : HttpMessageHandler
    {
        public List<JsonNode> Heard { get; } = [];

        public List<string> Deliveries { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri.ShouldBe(Address);
            Heard.Add((await JsonSerializer.DeserializeAsync<JsonNode>(
                await request.Content!.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken))!);
            Deliveries.Add(request.Headers.GetValues("Entente-Delivery").Single());
            return new HttpResponseMessage(Status);
        }
    }
}
