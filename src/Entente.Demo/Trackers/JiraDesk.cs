using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>Infinity's Jira as its people use it, and as the checks ask it.</summary>
internal sealed class JiraDesk(HttpMessageInvoker http, Uri root, DemoCast cast) : ITrackerDesk
{
    private const string Issues = "rest/api/3/issue";
    private const string Webhooks = "rest/webhooks/1.0/webhook";
    private readonly JsonDoor elaine = Door(http, root, cast.Elaine);
    private readonly JsonDoor john = Door(http, root, cast.John);

    /// <summary>Sets up the admin webhook, signed with the offered secret.</summary>
    public async Task<string> RegisterAsync(Uri hook, string offered, CancellationToken cancellation)
    {
        foreach (var earlier in (await elaine.GetAsync(Webhooks, cancellation)).EnumerateArray().Where(one => one.Text("url") == hook.AbsoluteUri))
            await elaine.SendAsync(HttpMethod.Delete, new Uri(earlier.Text("self")).AbsolutePath.TrimStart('/'), null, cancellation);
        var webhook = new JsonObject
        {
            ["name"] = "Entente",
            ["url"] = hook.AbsoluteUri,
            ["secret"] = offered,
            ["events"] = new JsonArray(
                "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated", "comment_deleted",
                "attachment_created", "attachment_deleted", "issuelink_created", "issuelink_deleted"),
        };
        await elaine.PostAsync(Webhooks, webhook, cancellation);
        return offered;
    }

    /// <summary>All issues that a query finds, with summary, status and priority.</summary>
    public async Task<IReadOnlyList<JsonElement>> SearchAsync(string query, CancellationToken cancellation)
    {
        var found = new List<JsonElement>();
        var token = "";
        do
        {
            var body =
                new JsonObject { ["jql"] = query, ["maxResults"] = 100, ["fields"] = new JsonArray("summary", "status", "priority", "issuetype", "labels") };
            if (token.Length > 0)
                body["nextPageToken"] = token;
            var page = await elaine.PostAsync("rest/api/3/search/jql", body, cancellation);
            found.AddRange(page.Items("issues"));
            token = page.Text("nextPageToken");
        }
        while (token.Length > 0);
        return found;
    }

    public Task<JsonElement> IssueAsync(string key, CancellationToken cancellation) => elaine.GetAsync($"{Issues}/{key}", cancellation);

    public async Task<IReadOnlyList<JsonElement>> CommentsAsync(string key, CancellationToken cancellation) =>
        (await elaine.GetAsync($"{Issues}/{key}/comment?maxResults=1000&orderBy=created", cancellation)).Items("comments");

    public Task<byte[]> FileAsync(string id, CancellationToken cancellation) =>
        elaine.BytesAsync($"rest/api/3/attachment/content/{id}", cancellation);

    public Task EditAsync(string key, JsonObject fields, CancellationToken cancellation) =>
        elaine.PutAsync($"{Issues}/{key}", new JsonObject { ["fields"] = fields }, cancellation);

    public Task LabelAsync(string key, string label, CancellationToken cancellation) =>
        elaine.PutAsync(
            $"{Issues}/{key}",
            new JsonObject { ["update"] = new JsonObject { ["labels"] = new JsonArray(new JsonObject { ["add"] = label }) } }, cancellation);

    public Task CommentAsync(string key, string text, bool asJohn, CancellationToken cancellation) =>
        (asJohn ? john : elaine).PostAsync($"{Issues}/{key}/comment", new JsonObject { ["body"] = Document(text) }, cancellation);

    /// <summary>A comment for one role only, as Jira keeps things internal outside service projects.</summary>
    public Task NoteAsync(string key, string text, CancellationToken cancellation) => elaine.PostAsync(
        $"{Issues}/{key}/comment",
        new JsonObject { ["body"] = Document(text), ["visibility"] = new JsonObject { ["type"] = "role", ["value"] = "Developers" } },
        cancellation);

    /// <summary>Makes somebody responsible, by address.</summary>
    public async Task AssignAsync(string key, string address, CancellationToken cancellation)
    {
        var found = await elaine.GetAsync($"rest/api/3/user/search?query={Uri.EscapeDataString(address)}", cancellation);
        var person = found.EnumerateArray().FirstOrDefault(user => user.Text("emailAddress") == address);
        if (person.ValueKind != JsonValueKind.Object)
            throw new DemoException($"Jira knows nobody with the address {address}.");
        await elaine.PutAsync($"{Issues}/{key}/assignee", new JsonObject { ["accountId"] = person.Text("accountId") }, cancellation);
    }

    /// <summary>An issue that begins here; answers its key.</summary>
    public async Task<string> RaiseAsync(string type, string summary, string text, CancellationToken cancellation)
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = "SHOP" },
            ["issuetype"] = new JsonObject { ["name"] = type },
            ["summary"] = summary,
            ["description"] = Document(text),
        };
        return (await elaine.PostAsync(Issues, new JsonObject { ["fields"] = fields }, cancellation)).Text("key");
    }

    /// <summary>Links to tickets elsewhere, as people see them on the issue.</summary>
    public async Task<IReadOnlyList<JsonElement>> LinksAsync(string key, CancellationToken cancellation) =>
        [.. (await elaine.GetAsync($"{Issues}/{key}/remotelink", cancellation)).EnumerateArray()];

    /// <summary>Moves an issue along the transition of that name; a resolution goes along where one is named.</summary>
    public async Task MoveAsync(string key, string transition, string? resolution, CancellationToken cancellation)
    {
        var offered = (await elaine.GetAsync($"{Issues}/{key}/transitions", cancellation)).Items("transitions");
        var chosen = offered.FirstOrDefault(one => one.Text("name") == transition);
        if (chosen.ValueKind != JsonValueKind.Object)
            throw new DemoException($"Jira offers no '{transition}' on {key}, but {string.Join(", ", offered.Select(one => one.Text("name")))}.");
        var body = new JsonObject { ["transition"] = new JsonObject { ["id"] = chosen.Text("id") } };
        if (resolution is not null)
            body["fields"] = new JsonObject { ["resolution"] = new JsonObject { ["name"] = resolution } };
        await elaine.PostAsync($"{Issues}/{key}/transitions", body, cancellation);
    }

    private static JsonObject Document(string text) => new()
    {
        ["type"] = "doc",
        ["version"] = 1,
        ["content"] = new JsonArray(new JsonObject
        {
            ["type"] = "paragraph",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        }),
    };

    private static JsonDoor Door(HttpMessageInvoker http, Uri root, DemoAccount account) =>
        new(http, root, JsonDoor.Basic(account.User, account.Token));
}
