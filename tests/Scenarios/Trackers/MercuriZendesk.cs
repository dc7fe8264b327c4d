using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Scenarios.Trackers;

/// <summary>What Mercuri's agent does and sees in Zendesk.</summary>
internal sealed class MercuriZendesk(Uri address) : IDisposable
{
    public const string HubUser = "integration@mercuri.example/token";
    public const string Token = "sandbox-zendesk-token";

    private const string Agent = "ana.agent@mercuri.example";

    private readonly Tracker agent = new(address, $"{Agent}/token", Token);

    /// <summary>Makes the webhook and the trigger that an administrator would make, and returns the signing secret.</summary>
    public async Task<string> AddWebhookAsync(Uri hook)
    {
        using var admin = new Tracker(address, HubUser, Token);
        var webhook = await admin.PostAsync("api/v2/webhooks", new
        {
            webhook = new
            {
                name = "Entente",
                endpoint = hook.ToString(),
                http_method = "POST",
                request_format = "json",
                status = "active",
                subscriptions = new[] { "conditional_ticket_events" },
            },
        });
        var id = webhook["webhook"]!["id"]!.GetValue<string>();
        var me = (await admin.GetAsync("api/v2/users/me.json"))["user"]!["id"]!.ToString();
        await admin.PostAsync("api/v2/triggers.json", new
        {
            trigger = new
            {
                title = "Tell Entente",
                conditions = new
                {
                    all = new[] { new { field = "role", @operator = "is_not", value = me } },
                    any = new[] { "Create", "Change" }.Select(value => new { field = "update_type", @operator = "is", value }),
                },
                actions = new[] { new { field = "notification_webhook", value = new[] { id, """{"ticket_id": "{{ticket.id}}"}""" } } },
            },
        });
        return (await admin.GetAsync($"api/v2/webhooks/{id}/signing_secret"))["signing_secret"]!["secret"]!.GetValue<string>();
    }

    public async Task<string> RaiseAsync(string subject, string description)
    {
        var made = await agent.PostAsync("api/v2/tickets.json", new
        {
            ticket = new
            {
                subject,
                comment = new { body = description },
                tags = new[] { "checkout" },
                priority = "normal",
                type = "incident",
                assignee_email = Agent,
            },
        });
        return made["ticket"]!["id"]!.ToString();
    }

    public Task CommentAsync(string id, string text, bool isPublic) =>
        agent.PutAsync($"api/v2/tickets/{id}.json", new { ticket = new { comment = new { body = text, @public = isPublic } } });

    public async Task AttachAsync(string id, string fileName)
    {
        var upload = await agent.UploadAsync($"api/v2/uploads.json?filename={fileName}", Encoding.UTF8.GetBytes(fileName));
        var uploads = new[] { upload["upload"]!["token"]!.GetValue<string>() };
        await agent.PutAsync($"api/v2/tickets/{id}.json", new { ticket = new { comment = new { body = "The log.", @public = true, uploads } } });
    }

    public Task EditAsync(string id, string subject, string priority) =>
        agent.PutAsync($"api/v2/tickets/{id}.json", new { ticket = new { subject, priority } });

    /// <summary>Every ticket of the account, oldest first.</summary>
    public async Task<IReadOnlyList<TicketAtTracker>> AllAsync()
    {
        var list = await agent.GetAsync("api/v2/tickets.json?sort_by=created_at&per_page=100");
        var all = new List<TicketAtTracker>();
        foreach (var ticket in list["tickets"]!.AsArray())
            all.Add(await ReadAsync(ticket!));
        return [.. all.OrderBy(ticket => long.Parse(ticket.Key))];
    }

    public void Dispose() => agent.Dispose();

    private async Task<TicketAtTracker> ReadAsync(JsonNode ticket)
    {
        var id = ticket["id"]!.ToString();
        var comments = (await agent.GetAsync($"api/v2/tickets/{id}/comments.json?per_page=100"))["comments"]!.AsArray();
        var texts = comments.Select(comment => comment!["plain_body"]!.GetValue<string>()).ToList();
        return new TicketAtTracker(
            id,
            ticket["subject"]!.GetValue<string>(),
            texts[0],
            PriorityOf(ticket["priority"]!.GetValue<string>()),
            ticket["status"]!.GetValue<string>() is "solved" or "closed",
            texts[1..],
            [.. comments.SelectMany(comment => comment!["attachments"]!.AsArray()).Select(FileName).Order(StringComparer.Ordinal)]);
    }

    private static string FileName(JsonNode? attachment) => attachment!["file_name"]!.GetValue<string>();

    private static string PriorityOf(string name) => name switch
    {
        "urgent" => "P1",
        "high" => "P2",
        "normal" => "P3",
        _ => "P4",
    };
}
