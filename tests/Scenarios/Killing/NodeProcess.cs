using System.Text;
using System.Text.Json.Nodes;

using Entente.Node.Access;
using Entente.Scenarios.Processes;

namespace Entente.Scenarios.Killing;

/// <summary>One of a hub's nodes on a shared database. Its key lies in the folder that the nodes of this machine share.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string Lease = "20";

    private readonly string folder;
    private readonly string database;
    private readonly int port = FreePort.Take();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private RunningProcess? running;

    public NodeProcess(string folder, string database)
    {
        this.folder = folder;
        this.database = database;
        http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>The process as the system numbers it: part of its name among the nodes.</summary>
    public int Id => running!.Id;

    public string Printed => string.Join('\n', running!.Lines.TakeLast(30));

    public async Task StartAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        running = await RunningProcess.StartAsync(
            "Entente is up", "up", "--accord", Repository.ExampleAccord, "--data", database, "--local", folder, "--port", $"{port}", "--lease", Lease,
            "--allow-network", "127.0.0.0/8");
        http.DefaultRequestHeaders.Authorization = new("Bearer", new LocalToken(Secrets()).Value);
    }

    /// <summary>Where this node takes a connection's webhooks; the path is the same at every node.</summary>
    public Uri HookOf(string connection) => new($"http://127.0.0.1:{port}{new HookSecret(Secrets()).PathOf(connection)}");

    public async Task GiveSecretAsync(string connection, string secret)
    {
        using var body = new StringContent(secret, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync($"api/connections/{connection}/secret", body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The connections that this node serves.</summary>
    public async Task<string[]> ConnectionsAsync() =>
        [.. (await StatusAsync())["connections"]!.AsArray().Select(connection => connection!["id"]!.GetValue<string>())];

    public async Task<bool> IsIdleAsync() => (await StatusAsync())["openEffects"]!.GetValue<long>() == 0;

    public async Task<long> FencedAsync() => (await StatusAsync())["webhooks"]!["fenced"]!.GetValue<long>();

    public async Task<string> ExplainAsync() =>
        $"status {await StatusAsync()}\nparked {await http.GetStringAsync("api/parked")}\nprinted\n{Printed}";

    public Task KillAsync() => running!.KillAsync();

    public Task FreezeAsync() => running!.FreezeAsync();

    public Task ThawAsync() => running!.ThawAsync();

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        http.Dispose();
    }

    private async Task<JsonNode> StatusAsync() => JsonNode.Parse(await http.GetStringAsync("api/status"))!;

    private SecretStore Secrets() => SecretStore.Open(folder, _ => null);
}
