using System.Text.Json.Nodes;

using Entente.Sandbox.Zendesk;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.People;

/// <summary>Ana at her Zendesk.</summary>
internal sealed class ZendeskPeople(Tracker tracker) : IDesk
{
    private const string Ana = $"{ZendeskSeed.AgentEmail}/token:{ZendeskSeed.ApiToken}";
    private const string Olga = $"olga.owner@mercuri.example/token:{ZendeskSeed.ApiToken}";
    private static readonly string[] Levels = ["urgent", "high", "normal", "low"];
    private static readonly string[] States = ["open", "pending", "open", "pending"];

    public string Connection => "zd";

    /// <summary>Sets up the webhook and its trigger, as an administrator does; answers the secret.</summary>
    public string Register()
    {
        var webhook = tracker.Ask("POST", "/api/v2/webhooks", new
        {
            webhook = new
            {
                name = "Entente",
                endpoint = "http://hub.example/hooks/zd",
                http_method = "POST",
                request_format = "json",
                status = "active",
                subscriptions = new[] { "conditional_ticket_events" },
            },
        }, Olga)["webhook"]!;
        var hub = tracker.Ask("GET", $"/api/v2/users/search?query=email:{ZendeskSeed.IntegrationEmail}", null, Olga)["users"]![0]!["id"]!.ToString();
        tracker.Ask("POST", "/api/v2/triggers", new
        {
            trigger = new
            {
                title = "Tell Entente",
                conditions = new
                {
                    all = new[] { new { field = "role", @operator = "is_not", value = hub } },
                    any = new[] { Condition("Create"), Condition("Change") },
                },
                actions = new[] { new { field = "notification_webhook", value = new[] { webhook["id"]!.ToString(), """{"ticket_id": "{{ticket.id}}"}""" } } },
            },
        }, Olga);
        return tracker.Ask("GET", $"/api/v2/webhooks/{webhook["id"]}/signing_secret", null, Olga)["signing_secret"]!["secret"]!.ToString();
    }

    public string Raise(string title, string text, bool isShared) => tracker.Ask("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = title,
            comment = new { body = text },
            priority = "high",
            assignee_email = ZendeskSeed.AgentEmail,
            type = "incident",
            status = "open",
            tags = isShared ? new[] { "checkout" } : [],
        },
    }, Ana)["ticket"]!["id"]!.ToString();

    public bool Retitle(string id, string title) => Put(id, new { ticket = new { subject = title } });

    public bool Prioritise(string id, int level) => Put(id, new { ticket = new { priority = Levels[level - 1] } });

    public bool Say(string id, string text) => Put(id, new { ticket = new { comment = new { body = text, @public = true } } });

    public bool Whisper(string id, string text) => Put(id, new { ticket = new { comment = new { body = text, @public = false } } });

    public bool Scribble(string id, string text) =>
        tracker.TryAsk("PUT", $"/api/v2/tickets/{id}/tags", new { tags = new[] { text } }, Ana).Status < 300;

    public bool Attach(string id, string name, byte[] bytes)
    {
        var uploaded = tracker.TryAsk("POST", $"/api/v2/uploads?filename={Uri.EscapeDataString(name)}", bytes, Ana);
        if (uploaded.Status >= 300)
            return false;
        var token = JsonNode.Parse(uploaded.Body)!["upload"]!["token"]!.ToString();
        return Put(id, new { ticket = new { comment = new { body = "A file comes along", @public = true, uploads = new[] { token } } } });
    }

    public bool Move(string id, int choice) => Put(id, new { ticket = new { status = States[choice % States.Length] } });

    public bool HandOn(string id) => tracker.TryAsk("PUT", $"/api/v2/tickets/{id}/tags", new { tags = new[] { "escalated" } }, Ana).Status < 300;

    public IReadOnlyList<string> All() =>
        [.. tracker.Ask("GET", "/api/v2/tickets?page[size]=100", null, Olga)["tickets"]!.AsArray().Select(ticket => ticket!["id"]!.ToString())];

    public Shown Read(string id)
    {
        var ticket = tracker.Ask("GET", $"/api/v2/tickets/{id}", null, Olga)["ticket"]!;
        var comments = tracker.Ask("GET", $"/api/v2/tickets/{id}/comments?page[size]=100", null, Olga)["comments"]!.AsArray();
        var files = comments.SelectMany(comment => comment!["attachments"]?.AsArray() ?? [])
            .Select(file => (file!["file_name"]!.ToString(), file["size"]!.GetValue<long>()));
        return new Shown(
            ticket["subject"]?.ToString() ?? "",
            ticket["description"]?.ToString() ?? "",
            Array.IndexOf(Levels, ticket["priority"]?.ToString()) + 1,
            ticket["status"]?.ToString() ?? "",
            [.. comments.Skip(1).Select(comment => comment!["plain_body"]?.ToString() ?? comment["body"]!.ToString())],
            [.. files]);
    }

    private static object Condition(string value) => new { field = "update_type", @operator = "is", value };

    private bool Put(string id, object body) => tracker.TryAsk("PUT", $"/api/v2/tickets/{id}", body, Ana).Status < 300;
}
