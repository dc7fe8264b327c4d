using System.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsWebhookTests
{
    // A service hook that moved bug 13 to Approved, shortened: the resource's own id is the update's number.
    private const string Updated = """
        {"subscriptionId": "bea5b36f-976e-40e5-a7e4-6b72ceb1dff0", "notificationId": 1, "id": "86a00bfb-28a6-4e5e-bed7-6069791f1996",
         "eventType": "workitem.updated", "publisherId": "tfs", "resource": {"id": 2, "workItemId": 13, "rev": 2,
          "revisedBy": {"id": "49b79148", "name": "欧俊 <person1@example.com>", "uniqueName": "person1@example.com"},
          "revisedDate": "9999-01-01T00:00:00Z",
          "fields": {"System.Rev": {"oldValue": 1, "newValue": 2}, "System.State": {"oldValue": "New", "newValue": "Approved"}},
          "revision": {"id": 13, "rev": 2, "fields": {"System.State": "Approved"}}}, "createdDate": "2021-08-07T15:41:56.5943909Z"}
        """;

    // A comment on the same bug: here the resource is the work item.
    private const string Commented = """
        {"subscriptionId": "ea7bd3d2-94e8-4dd7-9703-d7524beea45d", "notificationId": 7, "id": "4c19e2ca-d27c-4ed4-a69f-37ab2f2a95c7",
         "eventType": "workitem.commented", "publisherId": "tfs", "resource": {"id": 13, "rev": 3,
          "fields": {"System.ChangedBy": "欧俊 <person1@example.com>",
          "System.History": "<div>评论</div>"}, "commentVersionRef": {"commentId": 2743814, "version": 1}}}
        """;

    private readonly AzureDevOpsBench bench = new();

    [Fact]
    public void Reads_an_update_by_its_work_item_and_not_by_the_number_of_the_update()
    {
        var reading = Read(Updated);
        reading.Refusal.ShouldBeNull();
        reading.DeliveryId.ShouldBe("bea5b36f-976e-40e5-a7e4-6b72ceb1dff0:1");
        reading.Hits.ShouldBe([new PollHit("13", "2")]);
    }

    [Fact]
    public void Reads_a_comment_by_the_resources_own_id() => Read(Commented).Hits.ShouldBe([new PollHit("13", "3")]);

    [Theory]
    [InlineData("person1@example.com", "HUB@global.example")]
    public void Knows_its_own_writes(string from, string to)
    {
        Read(Updated.Replace(from, to)).Hits.Single().ByHub.ShouldBeTrue();
        Read(Commented.Replace(from, to)).Hits.Single().ByHub.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"eventType": "workitem.deleted", "resource": {"id": 13, "rev": 5, "fields": {"System.State": "New"}}}""", "13")]
    [InlineData("""{"eventType": "workitem.restored", "resource": {"id": 13, "rev": 6, "fields": {}}}""", "13")]
    [InlineData("""{"eventType": "workitem.updated", "resource": {"id": 4, "workItemId": 13, "rev": 3, "relations": {"added": []}}}""", "13")]
    [InlineData("""{"eventType": "workitem.updated", "resource": {"id": 4, "revision": {"id": 13, "rev": 3}}}""", "13")]
    public void Gives_no_revision_where_the_event_proves_none(string body, string id) => Read(body).Hits.ShouldBe([new PollHit(id, null)]);

    [Theory]
    [InlineData("""{"eventType": "build.complete", "resource": {"id": 13}}""")]
    [InlineData("""{"eventType": "workitem.updated", "resource": {"id": 13}}""")]
    [InlineData("""{"eventType": "workitem.created", "resource": {"id": "../x"}}""")]
    [InlineData("""{"eventType": "workitem.created"}""")]
    public void Hints_at_nothing_when_no_work_item_is_named(string body)
    {
        var reading = Read(body);
        (reading.Refusal, reading.Hits.Count).ShouldBe((null, 0));
        reading.DeliveryId.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Authorization", "Basic dXNlcjp3aHNlYw==")]
    [InlineData("authorization", "basic Ondoc2Vj")]
    [InlineData("X-Entente-Secret", "whsec")]
    [InlineData("x-entente-secret", "whsec")]
    public void Accepts_the_secret_as_password_or_header(string name, string value) => Read(Updated, (name, value)).Refusal.ShouldBeNull();

    [Theory]
    [InlineData("Authorization", "Basic dXNlcjp3cm9uZw==")]
    [InlineData("Authorization", "Basic whsec")]
    [InlineData("Authorization", "Bearer whsec")]
    [InlineData("Authorization", "Basic d2hzZWM=")]
    [InlineData("X-Entente-Secret", "whsec2")]
    [InlineData("X-Other", "whsec")]
    public void Refuses_every_other_call(string name, string value) => Read(Updated, (name, value)).Refusal.ShouldNotBeNull();

    [Fact]
    public void Refuses_all_calls_while_no_secret_is_set()
    {
        var open = new AzureDevOpsBench(settings: AzureDevOpsBench.Settings with { WebhookSecret = "" });
        open.Connector.ReadWebhook(Call(Updated, ("X-Entente-Secret", ""))).Refusal.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    public void Refuses_what_is_no_object(string body) => Read(body).Refusal.ShouldNotBeNull();

    [Fact]
    public void Refuses_a_body_that_is_too_long_before_reading_it() => Read(new string(' ', (2 << 20) + 1)).Refusal.ShouldNotBeNull();

    private static WebhookCall Call(string body, params (string Name, string Value)[] headers) => new(
        headers.ToDictionary(header => header.Name, header => header.Value), Encoding.UTF8.GetBytes(body), AzureDevOpsBench.Now);

    private WebhookReading Read(string body) => Read(body, ("X-Entente-Secret", "whsec"));

    private WebhookReading Read(string body, (string Name, string Value) header) => bench.Connector.ReadWebhook(Call(body, header));
}
