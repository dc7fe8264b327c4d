using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>Global's Azure DevOps as David and Marco use it, and as the checks ask it.</summary>
internal sealed class AzureDevOpsDesk(HttpMessageInvoker http, Uri root, DemoCast cast) : ITrackerDesk
{
    public const string Organization = "global";
    private const string Shop = "Shop";
    private const string Version = "api-version=7.1";
    private const string CommentVersion = "api-version=7.1-preview.4";
    private static readonly string[] Events =
        ["workitem.created", "workitem.updated", "workitem.commented", "workitem.deleted", "workitem.restored"];

    private readonly ConcurrentDictionary<string, string> projects = new(StringComparer.Ordinal);
    private readonly JsonDoor david = new(http, root, JsonDoor.Basic("", cast.David.Token));
    private readonly JsonDoor marco = new(http, root, JsonDoor.Basic("", cast.Marco.Token));

    /// <summary>One service hook for each event; Azure DevOps signs nothing, so the secret is the password that it sends along.</summary>
    public async Task<string> RegisterAsync(Uri hook, string offered, CancellationToken cancellation)
    {
        foreach (var earlier in (await david.GetAsync($"{Organization}/_apis/hooks/subscriptions?{Version}", cancellation)).Items("value"))
            if (earlier.Text("consumerInputs.url") == hook.AbsoluteUri)
                await david.SendAsync(
                    HttpMethod.Delete, $"{Organization}/_apis/hooks/subscriptions/{earlier.Text("id")}?{Version}", null, cancellation);
        foreach (var name in Events)
            await david.PostAsync($"{Organization}/_apis/hooks/subscriptions?{Version}", Subscription(hook, offered, name), cancellation);
        return offered;
    }

    /// <summary>All work items of the organisation with all of their fields, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> WorkItemsAsync(CancellationToken cancellation)
    {
        var query = new JsonObject { ["query"] = "SELECT [System.Id] FROM WorkItems WHERE [System.Id] > 0 ORDER BY [System.Id]" };
        var found = await david.PostAsync($"{Organization}/_apis/wit/wiql?{Version}", query, cancellation);
        var items = new List<JsonElement>();
        foreach (var ids in found.Items("workItems").Select(item => item.GetProperty("id").GetInt64()).Chunk(200))
        {
            var batch = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
            items.AddRange((await david.PostAsync($"{Organization}/_apis/wit/workitemsbatch?{Version}", batch, cancellation)).Items("value"));
        }

        foreach (var item in items)
            projects[item.Text("id")] = Field(item, "System.TeamProject");
        return items;
    }

    /// <summary>A work item with its relations.</summary>
    public Task<JsonElement> WorkItemAsync(string id, CancellationToken cancellation) =>
        david.GetAsync($"{Organization}/_apis/wit/workitems/{id}?$expand=all&{Version}", cancellation);

    /// <summary>A field of a work item by its reference name; empty for one that is absent.</summary>
    public async Task<string> FieldAsync(string id, string field, CancellationToken cancellation) =>
        Field(await WorkItemAsync(id, cancellation), field);

    public static string Field(JsonElement item, string field) =>
        item.GetProperty("fields").TryGetProperty(field, out var value)
            ? value.ValueKind == JsonValueKind.Object ? value.Text("uniqueName") : value.ToString()
            : "";

    /// <summary>What people read, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) =>
        [.. (await david.GetAsync($"{Home(id)}/_apis/wit/workItems/{id}/comments?order=asc&$top=200&{CommentVersion}", cancellation))
            .Items("comments").Select(comment => comment.Text("text"))];

    /// <summary>Names of a work item's files, ordinal order.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string id, CancellationToken cancellation) =>
        [.. (await WorkItemAsync(id, cancellation)).Items("relations").Where(relation => relation.Text("rel") == "AttachedFile")
            .Select(relation => relation.Text("attributes.name")).Order(StringComparer.Ordinal)];

    public async Task CommentAsync(string id, string text, bool asMarco, CancellationToken cancellation) => await (asMarco ? marco : david).PostAsync(
        $"{Home(id)}/_apis/wit/workItems/{id}/comments?{CommentVersion}", new JsonObject { ["text"] = $"<p>{text}</p>" }, cancellation);

    public Task MoveAsync(string id, string state, CancellationToken cancellation) => SetAsync(id, "System.State", state, cancellation);

    public Task SetAsync(string id, string field, string value, CancellationToken cancellation) => SetAsync(id, [(field, value)], cancellation);

    /// <summary>Sets fields by their reference names in one change; tags are added to those that are there.</summary>
    public async Task SetAsync(string id, IReadOnlyList<(string Field, string Value)> fields, CancellationToken cancellation)
    {
        var patch = new JsonArray(
            [.. fields.Select(one => new JsonObject { ["op"] = "add", ["path"] = $"/fields/{one.Field}", ["value"] = one.Value })]);
        using var content = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/json-patch+json");
        var answer = await david.TryAsync(HttpMethod.Patch, $"{Organization}/_apis/wit/workitems/{id}?{Version}", content, cancellation);
        if (!answer.IsOk)
        {
            var wanted = string.Join(", ", fields.Select(one => $"{one.Field} = {one.Value}"));
            throw new DemoException($"Azure DevOps refused {wanted} on {id} with {answer.Status}: {answer.Excerpt}");
        }
    }

    /// <summary>The path of a work item's project, which comments ask for; Shop until the work item was listed.</summary>
    private string Home(string id) => $"{Organization}/{Uri.EscapeDataString(projects.GetValueOrDefault(id, Shop))}";

    private static JsonObject Subscription(Uri hook, string secret, string name) => new()
    {
        ["publisherId"] = "tfs",
        ["eventType"] = name,
        ["resourceVersion"] = "1.0",
        ["consumerId"] = "webHooks",
        ["consumerActionId"] = "httpRequest",
        ["publisherInputs"] = new JsonObject(),
        ["consumerInputs"] = new JsonObject
        {
            ["url"] = hook.AbsoluteUri,
            ["basicAuthUsername"] = "entente",
            ["basicAuthPassword"] = secret,
            ["resourceDetailsToSend"] = "all",
        },
    };
}
