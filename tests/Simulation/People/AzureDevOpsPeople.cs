using System.Globalization;
using System.Text.Json.Nodes;

using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.People;

/// <summary>David at his Azure DevOps.</summary>
internal sealed class AzureDevOpsPeople(Tracker tracker) : IDesk
{
    private const string David = "david:sandbox-david-token";
    private const string Version = "api-version=7.1";
    private static readonly string[] Moves = ["Active", "New", "Active", "Closed"];

    public string Connection => "ado";

    public string Register()
    {
        foreach (var name in new[] { "workitem.created", "workitem.updated", "workitem.commented", "workitem.deleted", "workitem.restored" })
            tracker.Ask("POST", $"/global/_apis/hooks/subscriptions?{Version}", new
            {
                publisherId = "tfs",
                eventType = name,
                resourceVersion = "1.0",
                consumerId = "webHooks",
                consumerActionId = "httpRequest",
                publisherInputs = new { },
                consumerInputs = new
                {
                    url = "http://hub.example/hooks/ado",
                    basicAuthUsername = "entente",
                    basicAuthPassword = "secret",
                    resourceDetailsToSend = "all",
                },
            }, David);
        return "secret";
    }

    public string Raise(string title, string text, bool isShared) => tracker.Ask(
        "POST", $"/global/Shop/_apis/wit/workitems/$Task?{Version}",
        Fields(("System.Title", title), ("System.Description", $"<p>{text}</p>")), David)["id"]!.ToString();

    public bool Retitle(string id, string title) => Patch(id, ("System.Title", title));

    public bool Prioritise(string id, int level) => Patch(id, ("Microsoft.VSTS.Common.Priority", level));

    public bool Say(string id, string text) => tracker.TryAsk(
        "POST", $"/global/Shop/_apis/wit/workItems/{id}/comments?api-version=7.1-preview.4", new { text = $"<p>{text}</p>" }, David).Status < 300;

    public bool Whisper(string id, string text) => Scribble(id, text);

    public bool Scribble(string id, string text) => Patch(id, ("System.Tags", text));

    public bool Attach(string id, string name, byte[] bytes)
    {
        var given = tracker.TryAsk("POST", $"/global/Shop/_apis/wit/attachments?fileName={Uri.EscapeDataString(name)}&{Version}", bytes, new(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(David))}",
            ["Content-Type"] = "application/octet-stream",
        });
        if (given.Status >= 300)
            return false;
        var url = JsonNode.Parse(given.Body)!["url"]!.ToString();
        var patch = new JsonArray(new JsonObject
        {
            ["op"] = "add",
            ["path"] = "/relations/-",
            ["value"] = new JsonObject { ["rel"] = "AttachedFile", ["url"] = url, ["attributes"] = new JsonObject { ["name"] = name } },
        });
        return tracker.TryAsk("PATCH", $"/global/_apis/wit/workitems/{id}?{Version}", patch, David).Status < 300;
    }

    public bool Move(string id, int choice) => Patch(id, ("System.State", Moves[choice % Moves.Length]));

    public bool HandOn(string id) => true;

    public IReadOnlyList<string> All() =>
    [
        .. tracker.Ask("POST", $"/global/_apis/wit/wiql?{Version}",
            new { query = "SELECT [System.Id] FROM WorkItems WHERE [System.Id] > 0 ORDER BY [System.Id]" }, David)["workItems"]!
            .AsArray().Select(item => item!["id"]!.ToString()),
    ];

    public Shown Read(string id)
    {
        var item = tracker.Ask("GET", $"/global/_apis/wit/workitems/{id}?$expand=all&{Version}", null, David);
        var fields = item["fields"]!;
        var comments = tracker.Ask(
            "GET", $"/global/Shop/_apis/wit/workItems/{id}/comments?order=asc&$top=200&api-version=7.1-preview.4", null, David)["comments"]!.AsArray();
        var files = (item["relations"]?.AsArray() ?? []).Where(relation => relation!["rel"]!.ToString() == "AttachedFile");
        return new Shown(
            fields["System.Title"]?.ToString() ?? "",
            $"{fields["System.Description"]} {fields["Microsoft.VSTS.TCM.ReproSteps"]}",
            int.TryParse(fields["Microsoft.VSTS.Common.Priority"]?.ToString(), CultureInfo.InvariantCulture, out var level) ? level : 0,
            fields["System.State"]?.ToString() ?? "",
            [.. comments.Select(comment => comment!["text"]!.ToString())],
            [.. files.Select(file => (file!["attributes"]!["name"]!.ToString(), file["attributes"]!["resourceSize"]?.GetValue<long>() ?? -1))]);
    }

    private static JsonArray Fields(params (string Field, object Value)[] fields) =>
        [.. fields.Select(one => new JsonObject { ["op"] = "add", ["path"] = $"/fields/{one.Field}", ["value"] = JsonValue.Create(one.Value) })];

    private bool Patch(string id, params (string Field, object Value)[] fields) =>
        tracker.TryAsk("PATCH", $"/global/Shop/_apis/wit/workitems/{id}?{Version}", Fields(fields), David).Status < 300;
}
