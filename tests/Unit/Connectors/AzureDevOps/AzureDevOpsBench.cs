using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors;
using Entente.Connectors.AzureDevOps;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

/// <summary>An Azure DevOps connector on a scripted tracker, and the pieces that its tests are written with.</summary>
internal sealed class AzureDevOpsBench
{
    public const string Effect = "k7q2m5w3xk7q2m5w3x";

    public const string Version = "api-version=7.1";

    public const string Comments = "/global/Shop/_apis/wit/workItems/7/comments?$top=200&order=asc&api-version=7.1-preview.4";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly ConnectionSettings Settings = new()
    {
        Id = "ado",
        Party = "global",
        Product = "azuredevops",
        Endpoint = new Uri("https://dev.azure.example/global"),
        User = "hub@global.example",
        Token = "secret",
        WebhookSecret = "whsec",
    };

    private const string Fields = """
        {"count": 6, "value": [
         {"referenceName": "System.Title", "name": "Title", "type": "string"},
         {"referenceName": "System.Description", "name": "Description", "type": "html"},
         {"referenceName": "System.AssignedTo", "name": "Assigned To", "type": "string", "isIdentity": true},
         {"referenceName": "Microsoft.VSTS.Common.Priority", "name": "Priority", "type": "integer"},
         {"referenceName": "Microsoft.VSTS.Scheduling.DueDate", "name": "Due Date", "type": "dateTime"},
         {"referenceName": "Custom.Cause", "name": "Cause", "type": "html"},
         {"referenceName": "Custom.PartnerKey", "name": "Partner Key", "type": "string"}
        ]}
        """;

    public AzureDevOpsBench(AzureDevOpsOptions? options = null, ConnectionSettings? settings = null) => Connector = new AzureDevOpsConnector(
        settings ?? Settings, new ConnectorServices(new HttpMessageInvoker(Tracker), Time, Blobs), options);

    public ScriptedTracker Tracker { get; } = new();

    public ManualTime Time { get; } = new(Now);

    public MemoryBlobs Blobs { get; } = new();

    public AzureDevOpsConnector Connector { get; }

    public static string Recorded(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Recorded", name));

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>The look-ups that come once, whenever fields are first mapped.</summary>
    public AzureDevOpsBench Opened()
    {
        Tracker.On("GET /global/_apis/connectionData?api-version=7.1-preview.1", 200, """{"authenticatedUser": {"id": "hub-guid"}}""")
            .On($"GET /global/_apis/wit/fields?{Version}", 200, Fields);
        return this;
    }

    public AzureDevOpsBench WithComments(string list)
    {
        Tracker.On("GET " + Comments, 200, list);
        return this;
    }

    public static HttpAnswer Answer(
        int status,
        string body,
        CallEffect effect = CallEffect.Ticket,
        string contentType = "application/json; charset=utf-8",
        params (string Name, string Value)[] headers)
    {
        var all = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType };
        foreach (var (name, value) in headers)
            all[name] = value;
        return new HttpAnswer(status, all, Encoding.UTF8.GetBytes(body), effect);
    }

    /// <summary>Work item 7 of project Shop.</summary>
    /// <param name="fields">Further members of its fields, as JSON.</param>
    /// <param name="more">Further members of the work item itself, as JSON.</param>
    public static string Item(int rev, string fields = "", string more = "") => $$"""
        {"id": 7, "rev": {{rev}}, "fields": {
          "System.TeamProject": "Shop", "System.WorkItemType": "Bug", "System.State": "New", "System.Reason": "New", "System.Title": "Blank page",
          "System.AreaPath": "Shop", "System.IterationPath": "Shop", "System.CreatedDate": "2026-03-01T08:00:00.5Z",
          "System.ChangedDate": "2026-03-01T08:0{{rev % 10}}:00Z", "System.CommentCount": 0{{(fields.Length > 0 ? ", " + fields : "")}}
        }, "relations": []{{(more.Length > 0 ? ", " + more : "")}}}
        """;

    public static CelValue Text(string text) => CelValue.String(text);

    public static CelValue Rich(string text) => RichTextValue.Of(RichText.FromText(text));

    public static SortedDictionary<string, CelValue> Values(params (string Name, CelValue Value)[] fields)
    {
        var all = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            all[name] = value;
        return all;
    }

    public static CommentWrite Comment(string text, bool isPublic = true, params FileWrite[] files) =>
        new("sn:10", RichText.FromText(text), isPublic, files);

    public static EffectCall Update(WriteStep step, string? revision = "3/ab") => new(Effect, step, "7", revision);

    /// <summary>The operations of a patch, each as <c>op path</c> and its value.</summary>
    public static IReadOnlyList<(string Operation, JsonNode? Value)> Operations(PreparedCall call) =>
        [.. JsonNode.Parse(call.Body)!.AsArray().Select(op => ($"{op!["op"]} {op["path"]}", op["value"]))];

    public async Task<TicketSnapshot> ReadAsync(string item, TicketSnapshot? known = null)
    {
        Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{Version}", 200, item);
        return (await Connector.ReadAsync("7", known, default)).Snapshot;
    }
}
