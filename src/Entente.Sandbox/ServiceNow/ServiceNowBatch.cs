using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.ServiceNow;

/// <summary>The Batch API: several calls in one, bodies in base64. One that fails leaves the others alone.</summary>
/// <param name="answer">Answers a single call.</param>
internal sealed class ServiceNowBatch(Func<SandboxRequest, DateTimeOffset, SandboxResponse> answer)
{
    public SandboxResponse Answer(ServiceNowCall call)
    {
        call.RequireJson();
        var body = ServiceNowJson.Record(call.Request.Body);
        if (!body.TryGetProperty("rest_requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            throw ServiceNowRefusal.BadBody("rest_requests is required");
        var serviced = new JsonArray();
        var unserviced = new JsonArray();
        foreach (var request in requests.EnumerateArray())
        {
            if (Inner(call, request) is { } inner)
                serviced.Add(Show(Text(request, "id"), answer(inner, call.Now)));
            else
                unserviced.Add(Text(request, "id"));
        }
        return ServiceNowJson.Answer(200, new JsonObject
        {
            ["batch_request_id"] = Text(body, "batch_request_id"),
            ["serviced_requests"] = serviced,
            ["unserviced_requests"] = unserviced,
        });
    }

    /// <summary>The call within, signed in as the batch is; null where it cannot be made, or is a batch itself.</summary>
    private static SandboxRequest? Inner(ServiceNowCall call, JsonElement request)
    {
        var (method, url) = (Text(request, "method").ToUpperInvariant(), Text(request, "url"));
        if (method.Length == 0 || !url.StartsWith('/') || url.EndsWith("/batch", StringComparison.Ordinal))
            return null;
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (request.TryGetProperty("headers", out var named) && named.ValueKind == JsonValueKind.Array)
            foreach (var header in named.EnumerateArray())
                headers[Text(header, "name")] = Text(header, "value");
        foreach (var name in new[] { "Authorization", "x-sn-apikey" })
            if (call.Header(name) is { } credential)
                headers[name] = credential;
        var text = Text(request, "body");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var parts = url.Split('?', 2);
        return new SandboxRequest(method, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "", headers, bytes[..length])
        {
            BaseAddress = call.Request.BaseAddress,
        };
    }

    private static JsonObject Show(string id, SandboxResponse response) => new()
    {
        ["id"] = id,
        ["body"] = Convert.ToBase64String(response.Body),
        ["status_code"] = response.Status,
        ["status_text"] = Enum.IsDefined((System.Net.HttpStatusCode)response.Status) ? $"{(System.Net.HttpStatusCode)response.Status}" : "",
        ["headers"] = new JsonArray([.. response.Headers.Select(header => new JsonObject { ["name"] = header.Key, ["value"] = header.Value })]),
        ["execution_time"] = 1,
    };

    private static string Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? ServiceNowJson.Text(value) : "";
}
