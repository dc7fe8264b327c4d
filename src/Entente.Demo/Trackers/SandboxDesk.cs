using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>The sandbox's control API: what goes wrong, and when.</summary>
internal sealed class SandboxDesk(HttpMessageInvoker http, Uri root)
{
    private readonly JsonDoor door = new(http, root, null);

    /// <summary>Where each imitation is, by product.</summary>
    public async Task<IReadOnlyDictionary<string, Uri>> AddressesAsync(CancellationToken cancellation)
    {
        var addresses = new SortedDictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var product in (await door.GetAsync("control/state", cancellation)).Items("products"))
            addresses[product.Text("product")] = new Uri(product.Text("address"));
        return addresses;
    }

    public Task SetAsync(string product, JsonObject settings, CancellationToken cancellation) =>
        door.PostAsync($"control/{product}/settings", settings, cancellation);

    public Task SpoilAsync(string product, JsonObject fault, CancellationToken cancellation) =>
        door.PostAsync($"control/{product}/faults", fault, cancellation);

    /// <summary>How many requests each fault of a product spoiled so far.</summary>
    public async Task<int> SpoiledAsync(string product, CancellationToken cancellation) =>
        (await door.GetAsync($"control/{product}/faults", cancellation)).Items("faults").Sum(fault => fault.GetProperty("fired").GetInt32());

    public Task ClearFaultsAsync(string product, CancellationToken cancellation) =>
        door.SendAsync(HttpMethod.Delete, $"control/{product}/faults", null, cancellation);

    public Task WebhooksAsync(string product, JsonObject mode, CancellationToken cancellation) =>
        door.PostAsync($"control/{product}/webhooks", mode, cancellation);

    public async Task<long> LastRequestAsync(string product, CancellationToken cancellation) =>
        (await door.GetAsync($"control/{product}/requests?since={long.MaxValue}", cancellation)).GetProperty("total").GetInt64();

    public async Task<IReadOnlyList<JsonElement>> RequestsAsync(string product, long since, CancellationToken cancellation) =>
        (await door.GetAsync($"control/{product}/requests?since={since}", cancellation)).Items("requests");

    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(string product, CancellationToken cancellation) =>
        (await door.GetAsync($"control/{product}/webhooks/log", cancellation)).Items("deliveries");

    public async Task<JsonElement> LoadAsync(string product, string lines, CancellationToken cancellation)
    {
        using var content = new StringContent(lines);
        return await door.SendContentAsync($"control/{product}/load", content, cancellation);
    }
}
