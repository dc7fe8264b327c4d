using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.Jira;

namespace Entente.Unit.Tests.Sandbox.Jira;

/// <summary>One answer, read.</summary>
public sealed record Answered(int Status, JsonNode? Json, SandboxResponse Raw)
{
    public string? Header(string name) => Raw.Headers.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public string Text => Encoding.UTF8.GetString(Raw.Body);

    public string? Error(string field) => (string?)Json?["errors"]?[field];

    public string? Message => (string?)Json?["errorMessages"]?[0];
}

/// <summary>An imitated site with a hand-moved clock. Calls go out as the integration account unless told otherwise.</summary>
public sealed class JiraTestSite
{
    public const string Integration = "integration@infinity.example:sandbox-jira-token";
    public const string Elaine = "elaine@infinity.example:sandbox-elaine-token";
    public const string John = "john@infinity.example:sandbox-john-token";
    public const string IntegrationId = "712020:9a6e1f0e-4a71-4a0c-8a63-0d7f3a5c1e10";
    public const string JohnId = "5b10a2844c20165700ede22f";

    private static readonly string[] Roots = ["/rest/", "/media/", "/ex/", "/_edge/"];

    public JiraImitation Jira { get; } = new();

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public void Wait(double seconds) => Now = Now.AddSeconds(seconds);

    public string? Configure(string json) => Jira.Configure(Parse(json));

    public Answered Get(string path, string? caller = Integration) => Send("GET", path, "", caller);

    public Answered Post(string path, string body, string? caller = Integration) => Send("POST", path, body, caller);

    public Answered Put(string path, string body, string? caller = Integration) => Send("PUT", path, body, caller);

    public Answered Delete(string path, string? caller = Integration) => Send("DELETE", path, "", caller);

    /// <summary>A path that begins with none of the site's roots is below version 3 of the API.</summary>
    public Answered Send(string method, string path, string body, string? caller, params KeyValuePair<string, string>[] headers) =>
        Send(method, path, Encoding.UTF8.GetBytes(body), caller, headers);

    public Answered Send(string method, string path, byte[] body, string? caller, params KeyValuePair<string, string>[] headers)
    {
        var all = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        if (caller is not null)
            all["Authorization"] = Credential(caller);
        var absolute = Array.Exists(Roots, root => path.StartsWith(root, StringComparison.Ordinal)) ? path : "/rest/api/3" + path;
        var parts = absolute.Split('?', 2);
        var request = new SandboxRequest(method, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "", all, body)
        {
            BaseAddress = new("http://localhost:7072"),
        };
        var raw = Jira.Handle(request, Now);
        var isJson = raw.Headers.Any(pair => pair.Key == "Content-Type" && pair.Value.StartsWith("application/json", StringComparison.Ordinal));
        return new(raw.Status, isJson ? JsonNode.Parse(raw.Body) : null, raw);
    }

    /// <summary>Creates an issue and returns its key; extra members of <c>fields</c> begin with a comma.</summary>
    public string Raise(string summary = "Checkout is broken", string more = "", string project = "SHOP", string type = "Bug")
    {
        var created = Post("/issue", $$$"""
            {"fields":{"project":{"key":"{{{project}}}"},"issuetype":{"name":"{{{type}}}"},"summary":"{{{summary}}}"{{{more}}}}}
            """);
        created.Status.ShouldBe(201, created.Text);
        return (string)created.Json!["key"]!;
    }

    public JsonNode Fields(string key, string? caller = Integration) => Get($"/issue/{key}", caller).Json!["fields"]!;

    public Answered Transition(string key, string id, string more = "") =>
        Post($"/issue/{key}/transitions", $$$"""{"transition":{"id":"{{{id}}}"}{{{more}}}}""");

    public IReadOnlyList<string> Search(string jql, string more = "")
    {
        var found = Post("/search/jql", $$$"""{"jql":{{{JsonValue.Create(jql).ToJsonString()}}},"fields":["key"]{{{more}}}}""");
        found.Status.ShouldBe(200, found.Text);
        return [.. found.Json!["issues"]!.AsArray().Select(issue => (string)issue!["key"]!)];
    }

    private static string Credential(string caller) => caller.StartsWith("Bearer ", StringComparison.Ordinal)
        ? caller
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(caller));

    public static string Document(string text) =>
        $$$"""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"{{{text}}}"}]}]}""";

    public static System.Text.Json.JsonElement Parse(string json) => System.Text.Json.JsonDocument.Parse(json).RootElement.Clone();
}
