using System.Security.Cryptography;
using System.Text;
using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowWebhookTests
{
    private const string Body =
        $$"""{"table":"incident","sys_id":"{{Ticket}}","number":"INC1","operation":"update","sys_updated_by":"{{Hub}}","sys_mod_count":6}""";

    [Fact]
    public void A_genuine_call_names_the_ticket_and_its_update_count()
    {
        var reading = Read(Body);

        reading.Refusal.ShouldBeNull();
        reading.DeliveryId.ShouldBe("d1");
        // Whoever is named as author: the rule runs late and may name the hub after a person's change.
        reading.Hits.ShouldBe([new PollHit(Ticket, "6")]);
    }

    [Theory]
    [InlineData("\"update\"", "\"delete\"")]
    [InlineData("\"sys_mod_count\":6", "\"other\":6")]
    public void A_call_that_tells_no_count_asks_for_a_read(string part, string instead) =>
        Read(Body.Replace(part, instead, StringComparison.Ordinal)).Hits.ShouldBe([new PollHit(Ticket, null)]);

    [Theory]
    [InlineData("\"incident\"", "\"problem\"")]
    [InlineData(Ticket, "../etc")]
    public void A_call_about_something_else_hints_at_nothing(string part, string instead)
    {
        var reading = Read(Body.Replace(part, instead, StringComparison.Ordinal));

        reading.Refusal.ShouldBeNull();
        reading.Hits.ShouldBeEmpty();
    }

    [Fact]
    public void Forged_altered_old_and_unsigned_calls_are_refused()
    {
        Read(Body, secret: "other").Refusal.ShouldBe("The signature does not match.");
        ServiceNowWebhook.Read(Call(Body) with { Body = Encoding.UTF8.GetBytes(Body + " ") }, Settings, "incident").Refusal.ShouldNotBeNull();
        Read(Body, at: Now - TimeSpan.FromSeconds(301)).Refusal.ShouldNotBeNull();
        Read(Body, at: Now + TimeSpan.FromSeconds(301)).Refusal.ShouldNotBeNull();
        ServiceNowWebhook.Read(Call(Body) with { Headers = new Dictionary<string, string>() }, Settings, "incident").Refusal.ShouldNotBeNull();
        ServiceNowWebhook.Read(Call(Body), Settings with { WebhookSecret = "" }, "incident").Refusal.ShouldNotBeNull();
        Read("[1]").Refusal.ShouldBe("The body is no JSON object.");
        Read(new string(' ', ServiceNowWebhook.MaxBodyBytes + 1)).Refusal.ShouldNotBeNull();
    }

    private static WebhookReading Read(string body, string secret = "secret", DateTimeOffset? at = null) =>
        ServiceNowWebhook.Read(Call(body, secret, at), Settings, "incident");

    private static WebhookCall Call(string body, string secret = "secret", DateTimeOffset? at = null)
    {
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}"));
        var headers = new Dictionary<string, string>
        {
            ["x-entente-timestamp"] = timestamp,
            ["x-entente-signature"] = Convert.ToBase64String(signature),
            ["x-entente-delivery"] = "d1",
        };
        return new WebhookCall(headers, Encoding.UTF8.GetBytes(body), Now);
    }
}
