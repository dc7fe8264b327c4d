using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Entente.Demo.Trackers;

/// <summary>What the hub tells about itself: case histories, what is parked, counts. Nothing of it proves that a ticket arrived.</summary>
internal sealed class HubWindow(HttpMessageInvoker http, Uri root, string token)
{
    private readonly JsonDoor door = new(http, root, new AuthenticationHeaderValue("Bearer", token));

    public Task<JsonElement> StatusAsync(CancellationToken cancellation) => door.GetAsync("api/status", cancellation);

    /// <summary>The life of a ticket's case; null while the hub has none.</summary>
    public async Task<JsonElement?> CaseAsync(string reference, CancellationToken cancellation)
    {
        var answer = await door.TryAsync(HttpMethod.Get, $"api/cases/{Uri.EscapeDataString(reference)}", null, cancellation);
        if (answer.Status == 404)
            return null;
        if (!answer.IsOk)
            throw new DemoException($"The hub answered {answer.Status} about the case of {reference}: {answer.Excerpt}");
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.Clone();
    }

    public async Task<IReadOnlyList<JsonElement>> ParkedAsync(CancellationToken cancellation) =>
        [.. (await door.GetAsync("api/parked", cancellation)).EnumerateArray()];

    /// <summary>Where a connection's tracker sends webhooks, below the hub's address.</summary>
    public async Task<string> HookAsync(string connection, CancellationToken cancellation) =>
        (await StatusAsync(cancellation)).Items("connections").First(one => one.Text("id") == connection).Text("hook");

    /// <summary>Calls a webhook address as a stranger would; answers the status.</summary>
    public async Task<int> ForgeAsync(string path, string body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            content.Headers.TryAddWithoutValidation(name, value);
        return (await new JsonDoor(http, root, null).TryAsync(HttpMethod.Post, path, content, cancellation)).Status;
    }

    /// <summary>Whether the hub has nothing under way: no open effect, no pending change.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellation)
    {
        var status = await StatusAsync(cancellation);
        return status.GetProperty("openEffects").GetInt64() == 0 && Changes(status).GetValueOrDefault("pending") == 0;
    }

    /// <summary>Changes by state, over all connections.</summary>
    public static SortedDictionary<string, long> Changes(JsonElement status)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var connection in status.GetProperty("changes").EnumerateObject())
            foreach (var state in connection.Value.EnumerateObject())
                sums[state.Name] = sums.GetValueOrDefault(state.Name) + state.Value.GetInt64();
        return sums;
    }
}
