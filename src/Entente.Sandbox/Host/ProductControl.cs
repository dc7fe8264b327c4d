using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Http;

namespace Entente.Sandbox.Host;

/// <summary>The part of the control API under <c>/control/{product}</c>.</summary>
internal sealed class ProductControl(ProductStage stage)
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    public JsonNode Answer(HttpRequest request, string[] rest, string body) => (request.Method, rest) switch
    {
        ("GET", ["faults"]) => new JsonObject { ["faults"] = new JsonArray([.. stage.Faults.All().Select(Show)]) },
        ("POST", ["faults"]) => AddFault(ControlJson.Object(body)),
        ("DELETE", ["faults"]) => Removed(stage.Faults.Remove(null)),
        ("DELETE", ["faults", var id]) => Remove(id),
        ("POST", ["settings"]) => Configure(ControlJson.Object(body)),
        ("POST", ["webhooks"]) => SetWebhooks(ControlJson.Object(body)),
        ("GET", ["webhooks", "log"]) => new JsonObject { ["deliveries"] = new JsonArray([.. stage.Deliveries.Since(Since(request)).Select(Show)]) },
        ("GET", ["requests"]) =>
            new JsonObject { ["total"] = stage.Requests.Total, ["requests"] = new JsonArray([.. stage.Requests.Since(Since(request)).Select(Show)]) },
        ("DELETE", ["requests"]) => Clear(),
        ("POST", ["load"]) => Load(body),
        _ => throw new ControlRefusal(404, $"no such endpoint: {request.Method} {request.Path}"),
    };

    private JsonObject AddFault(JsonObject sent)
    {
        var fault = new SandboxFault
        {
            Id = stage.Faults.NextId(),
            Method = ControlJson.Text(sent, "method")?.ToUpperInvariant() is { Length: > 0 } method and not "*" ? method : null,
            Path = Pattern(ControlJson.Text(sent, "path")),
            Kind = ControlJson.Value<SandboxFaultKind>(ControlJson.Text(sent, "kind")),
            Count = sent.ContainsKey("count") ? ControlJson.Count(sent, "count") : 1,
            After = ControlJson.Count(sent, "after") ?? 0,
            Delay = ControlJson.Millis(sent, "delayMs"),
            RetryAfter = ControlJson.Text(sent, "retryAfter"),
            Status = ControlJson.Count(sent, "status"),
            Body = ControlJson.Text(sent, "body"),
        };
        stage.Faults.Add(fault);
        return Show(fault);
    }

    private static Regex? Pattern(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : new Regex(text, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException malformed)
        {
            throw new ControlRefusal(400, $"path is no regular expression: {malformed.Message}");
        }
    }

    private JsonObject Remove(string id) =>
        long.TryParse(id, out var number) && stage.Faults.Remove(number) == 1 ? Removed(1) : throw new ControlRefusal(404, $"no fault {id}");

    private static JsonObject Removed(int count) => new() { ["removed"] = count };

    /// <summary>The host's own settings are taken out first; the rest goes to the imitation.</summary>
    private JsonObject Configure(JsonObject sent)
    {
        var latency = ControlJson.Millis(sent, "latencyMs");
        var logsBodies = sent["logBodies"]?.GetValueKind();
        sent.Remove("latencyMs");
        sent.Remove("logBodies");
        var settings = JsonSerializer.SerializeToElement(sent);
        if (sent.Count > 0 && stage.With(it => it.Configure(settings)) is { } refused)
            throw new ControlRefusal(400, refused);
        stage.Latency = latency ?? stage.Latency;
        stage.LogsBodies = logsBodies is null ? stage.LogsBodies : logsBodies == JsonValueKind.True;
        return new JsonObject { ["configured"] = true };
    }

    private JsonObject SetWebhooks(JsonObject sent)
    {
        var mode = ControlJson.Value<WebhookMode>(ControlJson.Text(sent, "mode"));
        stage.WebhookFault.Set(mode, ControlJson.Count(sent, "count"), ControlJson.Millis(sent, "delayMs") ?? TimeSpan.Zero);
        return new JsonObject { ["mode"] = ControlJson.Word(mode) };
    }

    private JsonObject Clear()
    {
        stage.Requests.Clear();
        return new JsonObject { ["cleared"] = true };
    }

    private JsonObject Load(string body)
    {
        var report = stage.With(it => it.Load(body.Split('\n'), stage.Clock.Now));
        return new JsonObject
        {
            ["product"] = report.Product,
            ["taken"] = report.Taken,
            ["renumbered"] = report.Renumbered,
            ["created"] = new JsonObject(report.Created.Select(one => new KeyValuePair<string, JsonNode?>(one.Key, one.Value))),
            ["notTaken"] = new JsonArray([.. report.NotTaken.Select(line => JsonValue.Create(line))]),
        };
    }

    private static long Since(HttpRequest request) => long.TryParse(request.Query["since"], out var since) ? since : 0;

    private static JsonObject Show(SandboxFault fault) => new()
    {
        ["id"] = fault.Id,
        ["method"] = fault.Method,
        ["path"] = fault.Path?.ToString(),
        ["kind"] = ControlJson.Word(fault.Kind),
        ["count"] = fault.Count,
        ["after"] = fault.After,
        ["delayMs"] = fault.Delay?.TotalMilliseconds,
        ["retryAfter"] = fault.RetryAfter,
        ["status"] = fault.Status,
        ["matched"] = fault.Matched,
        ["fired"] = fault.Fired,
    };

    private static JsonObject Show(LoggedRequest request) => new()
    {
        ["n"] = request.N,
        ["at"] = ControlJson.Time(request.At),
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["query"] = request.Query,
        ["status"] = request.Status,
        ["millis"] = Math.Round(request.Millis, 3),
        ["caller"] = request.Caller,
        ["fault"] = request.Fault,
        ["body"] = request.Body,
    };

    private static JsonObject Show(LoggedWebhook delivery) => new()
    {
        ["n"] = delivery.N,
        ["at"] = ControlJson.Time(delivery.At),
        ["id"] = delivery.Id,
        ["target"] = delivery.Target.AbsoluteUri,
        ["status"] = delivery.Status,
        ["millis"] = Math.Round(delivery.Millis, 3),
        ["outcome"] = delivery.Outcome,
    };
}
