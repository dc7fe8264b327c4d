using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>
/// What the hub tells about itself: case histories, what is parked, counts. Nothing of it proves that a ticket arrived. A hub that does not answer is
/// waited for: it may be killed and started again at any moment.
/// </summary>
internal sealed class HubWindow(HttpMessageInvoker http, Uri root, string token, TimeProvider time)
{
    /// <summary>How long a hub may be away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly JsonDoor door = new(http, root, new AuthenticationHeaderValue("Bearer", token));

    public Task<JsonElement> StatusAsync(CancellationToken cancellation) => AskAsync(() => door.GetAsync("api/status", cancellation), cancellation);

    /// <summary>Every connection that the accord declares, with the path at which the hub takes its webhooks.</summary>
    public async Task<IReadOnlyList<JsonElement>> ConnectionsAsync(CancellationToken cancellation) =>
        [.. (await AskAsync(() => door.GetAsync("api/connections", cancellation), cancellation)).EnumerateArray()];

    /// <summary>Tells the hub how to get in at a tracker.</summary>
    public Task SetSecretAsync(string connection, JsonObject secret, CancellationToken cancellation) =>
        AskAsync(() => door.PutAsync($"api/connections/{connection}/secret", secret, cancellation), cancellation);

    /// <summary>The process that answers: another after a restart.</summary>
    public async Task<string> OwnerAsync(CancellationToken cancellation) => (await StatusAsync(cancellation)).Text("owner");

    /// <summary>The life of a ticket's case; null while the hub has none.</summary>
    public async Task<JsonElement?> CaseAsync(string reference, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            () => door.TryAsync(HttpMethod.Get, $"api/cases/{Uri.EscapeDataString(reference)}", null, cancellation), cancellation);
        if (answer.Status == 404)
            return null;
        if (!answer.IsOk)
            throw new DemoException($"The hub answered {answer.Status} about the case of {reference}: {answer.Excerpt}");
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.Clone();
    }

    public async Task<IReadOnlyList<JsonElement>> ParkedAsync(CancellationToken cancellation) =>
        [.. (await AskAsync(() => door.GetAsync("api/parked", cancellation), cancellation)).EnumerateArray()];

    /// <summary>Where a connection's tracker sends webhooks, below the hub's address.</summary>
    public async Task<string> HookAsync(string connection, CancellationToken cancellation) =>
        (await ConnectionsAsync(cancellation)).First(one => one.Text("id") == connection).Text("hook");

    /// <summary>Calls a webhook address as a stranger would; answers the status.</summary>
    public async Task<int> ForgeAsync(string path, string body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            async () =>
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                foreach (var (name, value) in headers)
                    content.Headers.TryAddWithoutValidation(name, value);
                return await new JsonDoor(http, root, null).TryAsync(HttpMethod.Post, path, content, cancellation);
            },
            cancellation);
        return answer.Status;
    }

    /// <summary>Whether the hub has nothing under way: no open effect, no pending change.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellation)
    {
        var status = await StatusAsync(cancellation);
        return status.GetProperty("openEffects").GetInt64() == 0 && Changes(status).GetValueOrDefault("pending") == 0;
    }

    /// <summary>Whether the hub has nothing under way on the tickets of one case.</summary>
    public async Task<bool> IsQuietAsync(string reference, CancellationToken cancellation) =>
        await CaseAsync(reference, cancellation) is { } life && life.GetProperty("underWay").GetInt64() == 0;

    /// <summary>Changes by state, over all connections.</summary>
    public static SortedDictionary<string, long> Changes(JsonElement status)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var connection in status.GetProperty("changes").EnumerateObject())
            foreach (var state in connection.Value.EnumerateObject())
                sums[state.Name] = sums.GetValueOrDefault(state.Name) + state.Value.GetInt64();
        return sums;
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (SilenceException) when (time.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
