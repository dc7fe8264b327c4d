using System.Security.Cryptography;
using System.Text;
using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraWebhookTests
{
    private const string Secret = "It's a Secret to Everybody";

    [Theory]
    [InlineData("webhook-cloud-comment-created.json", "10040")]
    [InlineData("webhook-cloud-comment-deleted.json", "10357")]
    [InlineData("webhook-issue-created.json", "10040")]
    [InlineData("webhook-issue-assigned-empty-changelog.json", "10001")]
    [InlineData("webhook-server-issue-updated-many-fields.json", "10400")]
    [InlineData("webhook-server-old-issue-updated-no-event-type-edited.json", "10040")]
    [InlineData("webhook-server-updated-custom-field.json", "10106")]
    public void Every_recorded_form_hints_at_its_issue(string recording, string id)
    {
        var reading = Read(Recordings.Bytes(recording));

        reading.Refusal.ShouldBeNull();
        reading.Hits.ShouldBe([new PollHit(id, null)]);
    }

    [Theory]
    [InlineData("""{"issueLink":{"id":1,"sourceIssueId":10003,"destinationIssueId":10004}}""", "10003,10004")]
    [InlineData("""{"comment":{"self":"https://x/rest/api/2/issue/10040/comment/1"}}""", "10040")]
    [InlineData("""{"comment":{"self":"https://x/rest/api/2/issue/SHOP-1/comment/1"}}""", "")]
    [InlineData("""{"worklog":{"issueId":"10002"}}""", "10002")]
    [InlineData("""{"attachment":{"id":"10"}}""", "")]
    public void Bodies_without_an_issue_hint_at_what_they_name(string body, string ids)
    {
        string.Join(',', Read(Encoding.UTF8.GetBytes(body)).Hits.Select(hit => hit.NativeId)).ShouldBe(ids);
    }

    [Theory]
    [InlineData("webhook-issue-created.json", "5c5f880629be9642ba529340", true)]
    [InlineData("webhook-cloud-comment-created.json", "5c5f880629be9642ba529340", true)]
    [InlineData("webhook-cloud-comment-deleted.json", "5cedcb4355a88a0fc86388ba", false)]
    [InlineData("webhook-issue-created.json", "somebody", false)]
    public void What_the_hubs_own_account_caused_is_told_apart(string recording, string hub, bool isOurs)
    {
        var body = Recordings.Bytes(recording);
        var call = new WebhookCall(Headers(("X-Hub-Signature", Sign(body, Secret))), body, ScriptedJira.Now);

        JiraWebhook.Read(call, Secret, hub).Hits.Single().ByHub.ShouldBe(isOurs);
    }

    // The example of the vendor's own page on securing webhooks.
    [Fact]
    public void The_vendors_example_signature_is_accepted()
    {
        var call = new WebhookCall(
            Headers(("X-Hub-Signature", "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")),
            "Hello World!"u8.ToArray(),
            ScriptedJira.Now);

        // Genuine, and only then found to be no JSON.
        JiraWebhook.Read(call, Secret, null).Refusal.ShouldBe("The body is no JSON object.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=a4771c39fbe90f317c7824e83ddef3caae9cb3d9")]
    [InlineData("sha256=zz771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_missing_or_wrong_signature_is_refused(string? signature)
    {
        var headers = signature is null ? Headers() : Headers(("X-Hub-Signature", signature));

        JiraWebhook.Read(new WebhookCall(headers, "{}"u8.ToArray(), ScriptedJira.Now), Secret, null).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_secret_nothing_is_accepted()
    {
        var body = "{}"u8.ToArray();

        JiraWebhook.Read(new WebhookCall(Headers(("X-Hub-Signature", Sign(body, ""))), body, ScriptedJira.Now), "", null).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void An_altered_body_is_refused()
    {
        var body = Recordings.Bytes("webhook-issue-created.json");
        var signature = Sign(body, Secret);
        body[10] ^= 1;

        JiraWebhook.Read(new WebhookCall(Headers(("X-Hub-Signature", signature)), body, ScriptedJira.Now), Secret, null).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void The_delivery_is_the_same_across_retries_and_differs_between_events()
    {
        var created = """{"webhookEvent":"jira:issue_created","issue":{"id":"1"}}"""u8.ToArray();
        var updated = """{"webhookEvent":"jira:issue_updated","issue":{"id":"1"}}"""u8.ToArray();
        (string, string)[] first = [("X-Atlassian-Webhook-Identifier", "abc")];
        (string, string)[] retry = [("X-Atlassian-Webhook-Identifier", "abc"), ("X-Atlassian-Webhook-Retry", "1")];

        Read(created, retry).DeliveryId.ShouldBe(Read(created, first).DeliveryId);
        Read(updated, first).DeliveryId.ShouldNotBe(Read(created, first).DeliveryId);
        Read(created).DeliveryId.ShouldNotBe(Read(updated).DeliveryId);
    }

    private static WebhookReading Read(byte[] body, params (string, string)[] headers) =>
        JiraWebhook.Read(new WebhookCall(Headers([("x-hub-signature", Sign(body, Secret)), .. headers]), body, ScriptedJira.Now), Secret, null);

    private static string Sign(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
}
