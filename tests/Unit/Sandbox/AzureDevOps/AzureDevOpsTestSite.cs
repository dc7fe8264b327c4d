using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.AzureDevOps;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

/// <summary>An answer with its body read as JSON where it is JSON.</summary>
internal sealed record DevOpsAnswered(int Status, JsonNode? Json, SandboxResponse Raw)
{
    public string Text => Encoding.UTF8.GetString(Raw.Body);

    public string Message => (string?)Json?["message"] ?? "";

    public string TypeKey => (string?)Json?["typeKey"] ?? "";

    public string? Header(string name) => Raw.Headers.FirstOrDefault(pair => pair.Key == name).Value;
}

/// <summary>Drives one imitated organisation in process, at an instant of the test's choosing.</summary>
internal sealed class AzureDevOpsTestSite
{
    public const string Integration = "sandbox-azuredevops-token";
    public const string David = "sandbox-david-token";

    public AzureDevOpsImitation Imitation { get; } = new();

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public void Wait(double seconds) => Now = Now.AddSeconds(seconds);

    public string? Configure(string json) => Imitation.Configure(Parse(json));

    public DevOpsAnswered Get(string path, string? token = Integration) => Send("GET", path, "", token);

    public DevOpsAnswered Post(string path, string body, string? token = Integration) => Send("POST", path, body, token);

    public DevOpsAnswered Delete(string path, string? token = Integration) => Send("DELETE", path, "", token);

    /// <summary>A patch: each operation is <c>op path value</c>, the value as JSON.</summary>
    public DevOpsAnswered Patch(string path, string document, string? token = Integration) =>
        Send("PATCH", path, document, token, KeyValuePair.Create("Content-Type", "application/json-patch+json"));

    /// <summary>A path begins below the organisation; the version is added where the query names none.</summary>
    public DevOpsAnswered Send(string method, string path, string body, string? token, params KeyValuePair<string, string>[] headers)
    {
        var all = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        if (token is not null)
            all["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + token));
        if (!path.Contains("api-version", StringComparison.Ordinal) && !all.ContainsKey("Accept"))
            path += (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "api-version=7.1-preview.4";
        var parts = ("/global/" + path.TrimStart('/')).Split('?', 2);
        var query = parts.Length > 1 ? parts[1] : "";
        var request = new SandboxRequest(method, Uri.UnescapeDataString(parts[0]), query, all, Encoding.UTF8.GetBytes(body))
        {
            BaseAddress = new("http://localhost:7074"),
        };
        var raw = Imitation.Handle(request, Now);
        var isJson = raw.Headers.Any(pair => pair.Key == "Content-Type" && pair.Value.StartsWith("application/json", StringComparison.Ordinal));
        return new(raw.Status, isJson ? JsonNode.Parse(raw.Body) : null, raw);
    }

    /// <summary>Creates a work item and returns its id; extra operations begin with a comma.</summary>
    public long Raise(string title = "Checkout is broken", string more = "", string type = "Bug", string? token = Integration)
    {
        var created = Send("POST", $"Shop/_apis/wit/workitems/${type}", $"[{Add("System.Title", title)}{more}]", token,
            KeyValuePair.Create("Content-Type", "application/json-patch+json"));
        created.Status.ShouldBe(200, created.Text);
        return (long)created.Json!["id"]!;
    }

    public DevOpsAnswered Set(long id, params string[] operations) => Patch($"_apis/wit/workitems/{id}", $"[{string.Join(',', operations)}]");

    public JsonNode Fields(long id) => Get($"_apis/wit/workitems/{id}?$expand=all").Json!["fields"]!;

    public JsonNode Item(long id) => Get($"_apis/wit/workitems/{id}?$expand=all").Json!;

    public IReadOnlyList<long> Query(string wiql, string more = "")
    {
        var found = Post($"Shop/_apis/wit/wiql?api-version=7.1{more}", new JsonObject { ["query"] = wiql }.ToJsonString());
        found.Status.ShouldBe(200, found.Text);
        return [.. found.Json!["workItems"]!.AsArray().Select(item => (long)item!["id"]!)];
    }

    public static string Add(string field, string text) => Operation("add", $"/fields/{field}", JsonValue.Create(text));

    public static string Replace(string field, string text) => Operation("replace", $"/fields/{field}", JsonValue.Create(text));

    public static string Operation(string op, string path, JsonNode? value) =>
        new JsonObject { ["op"] = op, ["path"] = path, ["value"] = value }.ToJsonString();

    public static string Relation(string kind, string url) => Operation("add", "/relations/-", new JsonObject { ["rel"] = kind, ["url"] = url });

    public static string LinkTo(string kind, long id) => Relation(kind, $"http://localhost:7074/global/_apis/wit/workItems/{id}");

    public static JsonElement Parse(string json) => JsonElement.Parse(json);
}
