using System.Net;
using System.Text.Json.Nodes;

namespace Entente.Scenarios.Trackers;

/// <summary>What Infinity's Elaine does and sees in Jira.</summary>
internal sealed class InfinityJira(Uri address) : IDisposable
{
    public const string HubUser = "integration@infinity.example";
    public const string HubToken = "sandbox-jira-token";

    private static readonly string[] Events =
    [
        "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated", "comment_deleted",
        "attachment_created", "attachment_deleted", "issuelink_created", "issuelink_deleted",
    ];

    private readonly Tracker elaine = new(address, "elaine@infinity.example", "sandbox-elaine-token");

    public Task AddWebhookAsync(Uri hook, string secret) =>
        elaine.PostAsync("rest/webhooks/1.0/webhook", new { name = "Entente", url = hook.ToString(), events = Events, secret, enabled = true });

    public Task CommentAsync(string key, string text) => elaine.PostAsync($"rest/api/3/issue/{key}/comment", new { body = Document(text) });

    public async Task MoveAsync(string key, string transition, object? fields = null) =>
        await elaine.PostAsync($"rest/api/3/issue/{key}/transitions", new { transition = new { id = transition }, fields = fields ?? new { } });

    /// <summary>Every issue of the project by key, oldest first: keys are counted, so the first absent one ends the list.</summary>
    public async Task<IReadOnlyList<TicketAtTracker>> AllAsync()
    {
        var all = new List<TicketAtTracker>();
        while (await FindAsync($"SHOP-{all.Count + 1}") is { } issue)
            all.Add(issue);
        return all;
    }

    public void Dispose() => elaine.Dispose();

    private async Task<TicketAtTracker?> FindAsync(string key)
    {
        JsonNode fields;
        try
        {
            fields = (await elaine.GetAsync($"rest/api/3/issue/{key}?fields=summary,description,priority,status,attachment"))["fields"]!;
        }
        catch (HttpRequestException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var comments = (await elaine.GetAsync($"rest/api/3/issue/{key}/comment?maxResults=100&orderBy=created"))["comments"]!.AsArray();
        return new TicketAtTracker(
            key,
            fields["summary"]!.GetValue<string>(),
            TextOf(fields["description"]),
            PriorityOf(fields["priority"]!["name"]!.GetValue<string>()),
            fields["status"]!["name"]!.GetValue<string>() is "Done" or "Closed",
            [.. comments.Select(comment => TextOf(comment!["body"]))],
            [.. fields["attachment"]!.AsArray().Select(file => file!["filename"]!.GetValue<string>()).Order(StringComparer.Ordinal)]);
    }

    private static object Document(string text) => new
    {
        type = "doc",
        version = 1,
        content = new[] { new { type = "paragraph", content = new[] { new { type = "text", text } } } },
    };

    private static string TextOf(JsonNode? document) => document switch
    {
        null => "",
        JsonObject node when node["text"] is { } text => text.GetValue<string>(),
        JsonObject node => string.Concat(node["content"]?.AsArray().Select(TextOf) ?? []),
        _ => "",
    };

    private static string PriorityOf(string name) => name switch
    {
        "Highest" => "P1",
        "High" => "P2",
        "Medium" => "P3",
        _ => "P4",
    };
}
