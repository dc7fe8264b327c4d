using System.Text;
using System.Text.Json.Nodes;

using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.People;

/// <summary>Elaine at her Jira.</summary>
internal sealed class JiraPeople(Tracker tracker) : IDesk
{
    private const string Elaine = "elaine@infinity.example:sandbox-elaine-token";
    private static readonly string[] Levels = ["Highest", "High", "Medium", "Low"];

    private static readonly string[] Destinations = ["To Do", "In Progress", "Waiting for customer", "In Review", "Done"];

    public string Connection => "jr";

    public string Register()
    {
        tracker.Ask("POST", "/rest/webhooks/1.0/webhook", new
        {
            name = "Entente",
            url = "http://hub.example/hooks/jr",
            secret = "secret",
            events = new[]
            {
                "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated", "comment_deleted",
                "attachment_created", "attachment_deleted",
            },
        }, Elaine);
        return "secret";
    }

    public string Raise(string title, string text, bool isShared) => tracker.Ask("POST", "/rest/api/2/issue", new
    {
        fields = new { project = new { key = "SHOP" }, issuetype = new { name = "Task" }, summary = title, description = text },
    }, Elaine)["id"]!.ToString();

    public bool Retitle(string id, string title) => Put(id, new { fields = new { summary = title } });

    public bool Prioritise(string id, int level) => Put(id, new { fields = new { priority = new { name = Levels[level - 1] } } });

    public bool Say(string id, string text) => tracker.TryAsk("POST", $"/rest/api/2/issue/{id}/comment", new { body = text }, Elaine).Status < 300;

    public bool Whisper(string id, string text) => tracker.TryAsk(
        "POST", $"/rest/api/2/issue/{id}/comment",
        new { body = text, visibility = new { type = "role", value = "Developers" } }, Elaine).Status < 300;

    public bool Scribble(string id, string text) => Put(id, new { update = new { labels = new[] { new { add = text } } } });

    public bool Attach(string id, string name, byte[] bytes)
    {
        var head = $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n";
        byte[] body = [.. Encoding.UTF8.GetBytes(head), .. bytes, .. "\r\n--b--\r\n"u8];
        return tracker.TryAsk("POST", $"/rest/api/3/issue/{id}/attachments", body, new(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Elaine))}",
            ["Content-Type"] = "multipart/form-data; boundary=b",
            ["X-Atlassian-Token"] = "no-check",
        }).Status < 300;
    }

    public bool Move(string id, int choice)
    {
        var offered = JsonNode.Parse(tracker.TryAsk("GET", $"/rest/api/3/issue/{id}/transitions", null, Elaine).Body)!["transitions"]!.AsArray()
            .Where(one => Destinations.Contains(one!["to"]?["name"]?.ToString() ?? "", StringComparer.Ordinal)).ToList();
        if (offered.Count == 0)
            return false;
        var chosen = offered[choice % offered.Count]!;
        var body = new JsonObject { ["transition"] = new JsonObject { ["id"] = chosen["id"]!.ToString() } };
        if (chosen["to"]?["name"]?.ToString() is "Done")
            body["fields"] = new JsonObject { ["resolution"] = new JsonObject { ["name"] = "Done" } };
        return tracker.TryAsk("POST", $"/rest/api/3/issue/{id}/transitions", body, Elaine).Status < 300;
    }

    public bool HandOn(string id) => Scribble(id, "analysis");

    public IReadOnlyList<string> All() =>
    [
        .. tracker.Ask("POST", "/rest/api/3/search/jql",
            new { jql = "project = SHOP ORDER BY id", fields = new[] { "summary" }, maxResults = 100 }, Elaine)["issues"]!
            .AsArray().Select(issue => issue!["id"]!.ToString()),
    ];

    public Shown Read(string id)
    {
        var fields = tracker.Ask("GET", $"/rest/api/2/issue/{id}", null, Elaine)["fields"]!;
        var comments = tracker.Ask("GET", $"/rest/api/2/issue/{id}/comment?maxResults=1000&orderBy=created", null, Elaine)["comments"]!.AsArray();
        return new Shown(
            fields["summary"]?.ToString() ?? "",
            fields["description"]?.ToString() ?? "",
            Array.IndexOf(Levels, fields["priority"]?["name"]?.ToString()) + 1,
            fields["status"]?["name"]?.ToString() ?? "",
            [.. comments.Select(comment => comment!["body"]!.ToString())],
            [.. (fields["attachment"]?.AsArray() ?? []).Select(file => (file!["filename"]!.ToString(), file["size"]!.GetValue<long>()))]);
    }

    private bool Put(string id, object body) => tracker.TryAsk("PUT", $"/rest/api/3/issue/{id}", body, Elaine).Status < 300;
}
