using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.World;

/// <summary>One imitation with what people, hub and webhooks share of it.</summary>
internal sealed class Tracker(string connection, IImitation imitation, Timeline timeline)
{
    public string Connection => connection;

    public IImitation Imitation => imitation;

    /// <summary>Called after every request: webhooks may be due.</summary>
    public Action<Tracker>? Changed { get; set; }

    public SandboxResponse Handle(SandboxRequest request)
    {
        var answer = imitation.Handle(request, timeline.Now);
        Changed?.Invoke(this);
        return answer;
    }

    public void Configure(string settings)
    {
        using var parsed = JsonDocument.Parse(settings);
        if (imitation.Configure(parsed.RootElement) is { } refusal)
            throw new InvalidOperationException(refusal);
    }

    /// <summary>Asks as a person, and fails the run when the tracker refuses what people of the story may do.</summary>
    public JsonNode Ask(string method, string path, object? body, string credential) =>
        TryAsk(method, path, body, credential) is var given && given.Status < 300
        ? given.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(given.Body)!
        : throw new InvalidOperationException($"{connection} refuses {method} {path}: {given.Status} {Encoding.UTF8.GetString(given.Body)}");

    /// <summary>Asks as a person; tells the refusal.</summary>
    public SandboxResponse TryAsk(string method, string path, object? body, string credential)
    {
        var isPatch = connection == "ado" && (method == "PATCH" || path.Contains("workitems/$", StringComparison.Ordinal));
        var bytes = body switch
        {
            null => [],
            byte[] raw => raw,
            JsonNode node => JsonSerializer.SerializeToUtf8Bytes(node),
            _ => JsonSerializer.SerializeToUtf8Bytes(body),
        };
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}",
            ["Accept"] = "application/json",
            ["Content-Type"] = MediaType(isPatch, isText: body is byte[]),
        };
        return TryAsk(method, path, bytes, headers);
    }

    private static string MediaType(bool isPatch, bool isText) =>
        isPatch ? "application/json-patch+json" : isText ? "text/plain" : "application/json";

    public SandboxResponse TryAsk(string method, string path, byte[] bytes, Dictionary<string, string> headers)
    {
        var parts = path.Split('?', 2);
        return Handle(new SandboxRequest(method, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "", headers, bytes)
        {
            BaseAddress = new Uri($"http://{connection}.example/"),
        });
    }
}
