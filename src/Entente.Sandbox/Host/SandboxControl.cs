using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Http;

namespace Entente.Sandbox.Host;

/// <summary>The control API: faults, settings, clock, logs, loads. Its contract stands in the README of this project.</summary>
internal sealed class SandboxControl(IReadOnlyList<ProductStage> stages, SandboxClock clock, Func<string, Uri> addressOf)
{
    /// <summary>The name of the control port among the products' names.</summary>
    public const string Name = "control";

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            await WriteAsync(context, 200, Answer(context.Request, body));
        }
        catch (ControlRefusal refusal)
        {
            await WriteAsync(context, refusal.Status, new JsonObject { ["error"] = refusal.Message });
        }
        catch (JsonException malformed)
        {
            await WriteAsync(context, 400, new JsonObject { ["error"] = $"body is not the JSON expected: {malformed.Message}" });
        }
    }

    private JsonNode Answer(HttpRequest request, string body)
    {
        var parts = (request.Path.Value ?? "").Trim('/').Split('/');
        return (request.Method, parts) switch
        {
            ("GET", [""]) or ("GET", [Name]) or ("GET", [Name, "state"]) => State(),
            ("POST", [Name, "clock"]) => Advance(body),
            ("POST", [Name, "reset"]) => Reset(),
            (_, [Name, var product, .. var rest]) => new ProductControl(Stage(product)).Answer(request, rest, body),
            _ => throw new ControlRefusal(404, $"no such endpoint: {request.Method} {request.Path}"),
        };
    }

    private JsonObject State() => new()
    {
        ["now"] = ControlJson.Time(clock.Now),
        ["clockOffsetSeconds"] = clock.Offset.TotalSeconds,
        ["note"] = "An imitation: horizons such as index lag and export delay are settings here, not the vendors' promises.",
        ["products"] = new JsonArray([.. stages.Select(Show)]),
    };

    private JsonNode Show(ProductStage stage)
    {
        var (mode, left, delay) = stage.WebhookFault.Show();
        return new JsonObject
        {
            ["product"] = stage.Product.Name,
            ["address"] = addressOf(stage.Product.Name).AbsoluteUri,
            ["pages"] = addressOf(stage.Product.Name).AbsoluteUri,
            ["tickets"] = stage.With(it => it.Desk.List().Count),
            ["requests"] = stage.Requests.Total,
            ["faults"] = stage.Faults.All().Count,
            ["latencyMs"] = stage.Latency.TotalMilliseconds,
            ["webhooks"] = new JsonObject { ["mode"] = ControlJson.Word(mode), ["left"] = left, ["delayMs"] = delay.TotalMilliseconds },
        };
    }

    private JsonObject Advance(string body)
    {
        var seconds = JsonNode.Parse(body) is JsonObject sent ? ControlJson.Number(sent, "advanceSeconds") : null;
        if (seconds is not >= 0 or > 3_153_600_000)
            throw new ControlRefusal(400, "advanceSeconds must be a number of seconds, 0 or more");
        clock.Advance(TimeSpan.FromSeconds(seconds.Value));
        return new JsonObject { ["now"] = ControlJson.Time(clock.Now), ["clockOffsetSeconds"] = clock.Offset.TotalSeconds };
    }

    private JsonObject Reset()
    {
        clock.Reset();
        foreach (var stage in stages)
            stage.Reset();
        return new JsonObject { ["reset"] = true };
    }

    private ProductStage Stage(string name) => stages.FirstOrDefault(stage => stage.Product.Name == name)
        ?? throw new ControlRefusal(404, $"no product '{name}'; there are: {string.Join(", ", stages.Select(stage => stage.Product.Name))}");

    private static async Task WriteAsync(HttpContext context, int status, JsonNode content)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(content.ToJsonString(), context.RequestAborted);
    }
}

/// <summary>The caller of the control API asked for something that cannot be.</summary>
internal sealed class ControlRefusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
