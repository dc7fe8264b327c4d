using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Entity properties: a client's own marks on issues and comments. Writing one does not move the issue's <c>updated</c>.</summary>
internal sealed class JiraProperties(JiraSite site)
{
    private const int MaxKeyLength = 255;
    private const int MaxValueLength = 32_768;

    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var properties = new JiraProperties(site);
        return
        [
            new("GET", "/issue/{}/properties", call => Keys(call, call.Issue.Properties, $"/issue/{call.Issue.Key}")),
            new("GET", "/issue/{}/properties/{}", call => Get(call.Issue.Properties, call.Segments[1])),
            new("PUT", "/issue/{}/properties/{}", properties.Set),
            new("DELETE", "/issue/{}/properties/{}", properties.Delete),
            new("GET", "/comment/{}/properties", call => Keys(call, OfComment(call), $"/comment/{call.Segments[0]}")),
            new("GET", "/comment/{}/properties/{}", call => Get(OfComment(call), call.Segments[1])),
            new("PUT", "/comment/{}/properties/{}", call => Put(OfComment(call), call)),
            new("DELETE", "/comment/{}/properties/{}", call => Remove(OfComment(call), call.Segments[1])),
        ];
    }

    /// <summary>The <c>properties</c> of a create, an edit or a comment, checked.</summary>
    public static IReadOnlyList<KeyValuePair<string, JsonElement>> Read(JsonElement body)
    {
        if (body.Child("properties") is not { ValueKind: JsonValueKind.Array } list)
            return [];
        var properties = new List<KeyValuePair<string, JsonElement>>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.Member("key") is not { } key || item.Child("value") is not { } value)
                throw JiraRefusal.Saying(400, "A property needs a key and a value.");
            Check(key, value);
            properties.Add(new(key, value));
        }

        return properties;
    }

    public static void Put(JiraIssue issue, IReadOnlyList<KeyValuePair<string, JsonElement>> properties)
    {
        foreach (var (key, value) in properties)
            issue.Properties[key] = value;
    }

    private SandboxResponse Set(JiraCall call)
    {
        var issue = call.Issue;
        var answer = Put(issue.Properties, call);
        site.Ledger.Outbox.Raise(call.Act, WebhookBodies.Property(call.Act, "issue_property_set", issue, call.Segments[1]));
        return answer;
    }

    private SandboxResponse Delete(JiraCall call)
    {
        var issue = call.Issue;
        var answer = Remove(issue.Properties, call.Segments[1]);
        site.Ledger.Outbox.Raise(call.Act, WebhookBodies.Property(call.Act, "issue_property_deleted", issue, call.Segments[1]));
        return answer;
    }

    /// <summary>201 for a new key, 200 for a new value, both without a body.</summary>
    private static SandboxResponse Put(SortedDictionary<string, JsonElement> properties, JiraCall call)
    {
        _ = call.Caller;
        if (call.Json is not { } value)
            throw JiraRefusal.Saying(400, "The property value must be valid JSON.");
        Check(call.Segments[1], value);
        var isNew = !properties.ContainsKey(call.Segments[1]);
        properties[call.Segments[1]] = value;
        return JiraJson.Empty(isNew ? 201 : 200);
    }

    private static void Check(string key, JsonElement value)
    {
        if (key.Length is 0 or > MaxKeyLength)
            throw JiraRefusal.Saying(400, $"The property key cannot be longer than {MaxKeyLength} characters.");
        if (value.GetRawText().Length > MaxValueLength)
            throw JiraRefusal.Saying(400, $"The property value cannot be longer than {MaxValueLength} characters.");
    }

    private static SandboxResponse Get(SortedDictionary<string, JsonElement> properties, string key) =>
        properties.TryGetValue(key, out var value)
            ? JiraJson.Answer(200, new JsonObject { ["key"] = key, ["value"] = JiraJson.Node(value) })
            : throw NoProperty(key);

    private static SandboxResponse Remove(SortedDictionary<string, JsonElement> properties, string key) =>
        properties.Remove(key) ? JiraJson.Empty(204) : throw NoProperty(key);

    private static JiraRefusal NoProperty(string key) => JiraRefusal.Saying(404, $"The property with key '{key}' does not exist.");

    private static SandboxResponse Keys(JiraCall call, SortedDictionary<string, JsonElement> properties, string owner)
    {
        var keys = properties.Keys.Select(key => new JsonObject { ["self"] = call.View.Self($"{owner}/properties/{key}"), ["key"] = key });
        return JiraJson.Answer(200, new JsonObject { ["keys"] = new JsonArray([.. keys]) });
    }

    private static SortedDictionary<string, JsonElement> OfComment(JiraCall call)
    {
        var found = call.World.Issues.Values
            .Where(issue => issue.IsVisibleTo(call.View.Caller))
            .SelectMany(issue => issue.Comments)
            .FirstOrDefault(comment => comment.Id.ToString() == call.Segments[0] && comment.IsVisibleTo(call.Caller));
        return found?.Properties ?? throw JiraRefusal.Saying(404, $"Can not find a comment for the id: {call.Segments[0]}.");
    }
}
