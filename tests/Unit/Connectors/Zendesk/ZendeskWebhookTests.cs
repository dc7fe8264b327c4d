using System.Security.Cryptography;
using System.Text;
using Entente.Connectors.Zendesk;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskWebhookTests
{
    private const string Timestamp = "2026-03-01T09:00:00Z";

    [Theory]
    [InlineData("""{"type":"zen:event-type:ticket.status_changed","id":"cbe4028c-7239-495d-b020-f22348516046","subject":"zen:ticket:35436","detail":{"id":"35436"}}""", "35436")]
    [InlineData("""{"ticket_id":"35436"}""", "35436")]
    [InlineData("""{"ticket_id":35436,"id":35436}""", "35436")]
    [InlineData("""{"id":"9007199254740993"}""", "9007199254740993")]
    [InlineData("""{"ticket":{"id":7}}""", "7")]
    [InlineData("""{"ticket_ids":[7,"8"]}""", "7 8")]
    [InlineData("""{"type":"zen:event-type:user.created","id":"77","subject":"zen:user:5"}""", "")]
    [InlineData("""{"ticket_id":"{{ticket.id}}"}""", "")]
    [InlineData("""{"ticket_id":"../users/1"}""", "")]
    public void Reads_ticket_ids_of_both_kinds(string body, string ids)
    {
        var reading = Read(Signed(body));
        reading.Refusal.ShouldBeNull();
        string.Join(' ', reading.Hits.Select(hit => hit.NativeId)).ShouldBe(ids);
        reading.Hits.ShouldAllBe(hit => hit.Revision == null);
    }

    [Fact]
    public void Names_the_delivery_by_its_invocation_or_by_its_body()
    {
        Read(Signed("{}", headers: ("x-zendesk-webhook-invocation-id", "01H"))).DeliveryId.ShouldBe("01H");
        Read(Signed("{}")).DeliveryId.ShouldBe(Read(Signed("{}")).DeliveryId);
        Read(Signed("{}")).DeliveryId.ShouldNotBe(Read(Signed("""{"id":"1"}""")).DeliveryId);
    }

    [Fact]
    public void Refuses_what_is_forged_altered_or_unsigned()
    {
        var genuine = Signed("""{"ticket_id":"1"}""");
        Read(genuine with { Body = Encoding.UTF8.GetBytes("""{"ticket_id":"2"}""") }).Refusal.ShouldBe("The signature does not match.");
        Read(Signed("{}", secret: "other")).Refusal.ShouldBe("The signature does not match.");
        Read(genuine with { Headers = new Dictionary<string, string>() }).Refusal.ShouldBe("The signature is missing.");
        var later = new Dictionary<string, string>(genuine.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Zendesk-Webhook-Signature-Timestamp"] = "2026-03-01T09:00:01Z" };
        Read(genuine with { Headers = later }).Refusal.ShouldBe("The signature does not match.");
        var garbled = new Dictionary<string, string>(genuine.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Zendesk-Webhook-Signature"] = "!!" };
        Read(genuine with { Headers = garbled }).Refusal.ShouldBe("The signature does not match.");
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    public void Refuses_a_replay_outside_the_tolerance(int seconds, bool isGenuine)
    {
        var call = Signed("{}") with { ReceivedAt = ZendeskBench.Now.AddSeconds(seconds) };
        (Read(call).Refusal is null).ShouldBe(isGenuine);
    }

    [Fact]
    public void Refuses_every_call_when_no_secret_is_set() =>
        ZendeskWebhook.Read(ZendeskBench.Settings with { WebhookSecret = "" }, Signed("{}", secret: "")).Refusal.ShouldNotBeNull();

    [Fact]
    public void Refuses_bodies_that_are_too_long_too_deep_or_no_object()
    {
        Read(Signed(new string(' ', ZendeskWebhook.MaxBodyBytes) + "{}")).Refusal.ShouldNotBeNull();
        Read(Signed(new string('[', 100_000))).Refusal.ShouldNotBeNull();
        Read(Signed("[]")).Refusal.ShouldNotBeNull();
        Read(Signed("ticket=1")).Refusal.ShouldNotBeNull();
    }

    private static WebhookReading Read(WebhookCall call) => ZendeskWebhook.Read(ZendeskBench.Settings, call);

    private static WebhookCall Signed(string body, string secret = "whsec", params (string Name, string Value)[] headers)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Timestamp + body));
        var all = new Dictionary<string, string>
        {
            ["x-zendesk-webhook-signature"] = Convert.ToBase64String(hash),
            ["x-zendesk-webhook-signature-timestamp"] = Timestamp,
        };
        foreach (var (name, value) in headers)
            all[name] = value;
        return new WebhookCall(all, Encoding.UTF8.GetBytes(body), ZendeskBench.Now);
    }
}
