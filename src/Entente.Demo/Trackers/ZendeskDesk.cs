using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>A file that Zendesk holds for the next comment.</summary>
internal sealed record ZendeskUpload(string Token, string Address);

/// <summary>Mercuri's Zendesk as its people use it, and as the checks ask it.</summary>
internal sealed class ZendeskDesk(HttpMessageInvoker http, Uri root, DemoCast cast) : ITrackerDesk
{
    private const string TicketsPath = "api/v2/tickets";
    private readonly JsonDoor agent = Door(http, root, cast.Ana);
    private readonly JsonDoor owner = Door(http, root, cast.Olga);
    private readonly ConcurrentDictionary<string, long> people = new(StringComparer.Ordinal);

    public string Shopper => cast.Shopper;

    public string Agent => cast.Ana.User;

    /// <summary>
    /// Sets up the webhook and the trigger that calls it for all but the hub's own writes. Answers the secret with which Zendesk signs.
    /// </summary>
    public async Task<string> RegisterAsync(Uri hook, string offered, CancellationToken cancellation)
    {
        await ForgetAsync(hook, cancellation);
        var webhook = new JsonObject
        {
            ["name"] = "Entente",
            ["endpoint"] = hook.AbsoluteUri,
            ["http_method"] = "POST",
            ["request_format"] = "json",
            ["status"] = "active",
            ["subscriptions"] = new JsonArray("conditional_ticket_events"),
        };
        var id = (await owner.PostAsync("api/v2/webhooks", new JsonObject { ["webhook"] = webhook }, cancellation)).Text("webhook.id");
        var trigger = new JsonObject
        {
            ["title"] = "Tell Entente",
            ["conditions"] = new JsonObject
            {
                ["all"] = new JsonArray(Condition("role", "is_not", $"{await PersonAsync(cast.ZendeskHub.User, cancellation)}")),
                ["any"] = new JsonArray(Condition("update_type", "is", "Create"), Condition("update_type", "is", "Change")),
            },
            ["actions"] = new JsonArray(
                new JsonObject { ["field"] = "notification_webhook", ["value"] = new JsonArray(id, """{"ticket_id": "{{ticket.id}}"}""") }),
        };
        await owner.PostAsync("api/v2/triggers", new JsonObject { ["trigger"] = trigger }, cancellation);
        return (await owner.GetAsync($"api/v2/webhooks/{id}/signing_secret", cancellation)).Text("signing_secret.secret");
    }

    /// <summary>Takes away what an earlier demo set up for the same address; its triggers go with their webhook's name.</summary>
    private async Task ForgetAsync(Uri hook, CancellationToken cancellation)
    {
        foreach (var webhook in (await owner.GetAsync("api/v2/webhooks", cancellation)).Items("webhooks"))
        {
            if (webhook.Text("endpoint") != hook.AbsoluteUri)
                continue;
            foreach (var trigger in (await owner.GetAsync("api/v2/triggers", cancellation)).Items("triggers"))
                if (trigger.GetRawText().Contains(webhook.Text("id"), StringComparison.Ordinal))
                    await owner.SendAsync(HttpMethod.Delete, $"api/v2/triggers/{trigger.Text("id")}", null, cancellation);
            await owner.SendAsync(HttpMethod.Delete, $"api/v2/webhooks/{webhook.Text("id")}", null, cancellation);
        }
    }

    public async Task<long> PersonAsync(string address, CancellationToken cancellation)
    {
        if (people.TryGetValue(address, out var known))
            return known;
        var found = await owner.GetAsync($"api/v2/users/search?query={Uri.EscapeDataString($"email:{address}")}", cancellation);
        var person = found.Items("users").FirstOrDefault(user => user.Text("email") == address);
        return people[address] = person.ValueKind == JsonValueKind.Object
            ? person.GetProperty("id").GetInt64()
            : throw new DemoException($"Zendesk knows nobody with the address {address}.");
    }

    public async Task<ZendeskUpload> UploadAsync(string name, string mediaType, byte[] bytes, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        var answer = await agent.SendContentAsync($"api/v2/uploads?filename={Uri.EscapeDataString(name)}", content, cancellation);
        return new ZendeskUpload(answer.Text("upload.token"), answer.Text("upload.attachment.content_url"));
    }

    /// <summary>Raises a ticket for the shopper; <paramref name="ticket"/> holds what Zendesk's API takes.</summary>
    public async Task<long> RaiseAsync(JsonObject ticket, CancellationToken cancellation)
    {
        var shopper = await PersonAsync(cast.Shopper, cancellation);
        ticket["requester_id"] = shopper;
        ticket["submitter_id"] = shopper;
        if (ticket["comment"] is JsonObject comment)
            comment["author_id"] = shopper;
        var answer = await agent.PostAsync(TicketsPath, new JsonObject { ["ticket"] = ticket }, cancellation);
        return answer.GetProperty("ticket").GetProperty("id").GetInt64();
    }

    public Task UpdateAsync(long id, JsonObject changes, CancellationToken cancellation) =>
        agent.PutAsync($"{TicketsPath}/{id}", new JsonObject { ["ticket"] = changes }, cancellation);

    public async Task CommentAsync(long id, string text, bool isPublic, CancellationToken cancellation) =>
        await UpdateAsync(
            id, new JsonObject { ["comment"] = new JsonObject { ["html_body"] = $"<p>{text}</p>", ["public"] = isPublic } }, cancellation);

    public async Task CommentAsShopperAsync(long id, string text, CancellationToken cancellation)
    {
        var comment =
            new JsonObject { ["html_body"] = $"<p>{text}</p>", ["public"] = true, ["author_id"] = await PersonAsync(cast.Shopper, cancellation) };
        await UpdateAsync(id, new JsonObject { ["comment"] = comment }, cancellation);
    }

    public async Task TagAsync(long id, string tag, CancellationToken cancellation) =>
        await agent.PutAsync($"{TicketsPath}/{id}/tags", new JsonObject { ["tags"] = new JsonArray(tag) }, cancellation);

    public async Task<JsonElement> TicketAsync(long id, CancellationToken cancellation) =>
        (await agent.GetAsync($"{TicketsPath}/{id}", cancellation)).GetProperty("ticket");

    /// <summary>Comments in the order in which Zendesk holds them; the first is the description.</summary>
    public Task<IReadOnlyList<JsonElement>> CommentsAsync(long id, CancellationToken cancellation) =>
        PagesAsync($"{TicketsPath}/{id}/comments?page[size]=100", "comments", cancellation);

    public Task<IReadOnlyList<JsonElement>> TicketsAsync(CancellationToken cancellation) =>
        PagesAsync($"{TicketsPath}?page[size]=100", "tickets", cancellation);

    private async Task<IReadOnlyList<JsonElement>> PagesAsync(string path, string list, CancellationToken cancellation)
    {
        var found = new List<JsonElement>();
        for (var next = path; next.Length > 0;)
        {
            var page = await agent.GetAsync(next, cancellation);
            found.AddRange(page.Items(list));
            next = page.Text("meta.has_more") == "True" ? page.Text("links.next") : "";
        }

        return found;
    }

    private static JsonObject Condition(string field, string @operator, string value) =>
        new() { ["field"] = field, ["operator"] = @operator, ["value"] = value };

    private static JsonDoor Door(HttpMessageInvoker http, Uri root, DemoAccount account) =>
        new(http, root, JsonDoor.Basic($"{account.User}/token", account.Token));
}
