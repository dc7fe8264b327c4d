using System.Text.Json.Nodes;

using Entente.Node.Access;
using Entente.Scenarios.Processes;
using Entente.Scenarios.Trackers;

namespace Entente.Scenarios.Killing;

/// <summary>A hub on the embedded store that is killed and started again: same data folder, same port.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly List<TemporaryFolder> folders = [new()];
    private readonly int port = FreePort.Take();
    private readonly HttpClient http = new();
    private RunningProcess? running;

    private HubProcess()
    {
        http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        http.DefaultRequestHeaders.Authorization = new("Bearer", new LocalToken(Secrets).Value);
    }

    /// <summary>The folder that the hub runs on.</summary>
    public string Data => folders[^1].Path;

    private SecretStore Secrets => SecretStore.Open(Data, _ => null);

    /// <summary>Registers the hub's webhooks at both trackers, stores its secrets and starts it.</summary>
    public static async Task<HubProcess> StartAsync(SandboxProcess sandbox, MercuriZendesk zendesk, InfinityJira jira)
    {
        var hub = new HubProcess();
        const string JiraSecret = "jira-signing-secret";
        var zendeskSecret = await zendesk.AddWebhookAsync(hub.HookOf("zd"));
        await jira.AddWebhookAsync(hub.HookOf("jr"), JiraSecret);
        hub.Store("zd", sandbox.Zendesk, "integration@mercuri.example", MercuriZendesk.Token, zendeskSecret);
        hub.Store("jr", sandbox.Jira, InfinityJira.HubUser, InfinityJira.HubToken, JiraSecret);
        await hub.StartAsync();
        return hub;
    }

    public async Task StartAsync() => running = await RunningProcess.StartAsync(
        "Entente is up", "up", "--accord", Repository.ExampleAccord, "--data", Data, "--port", $"{port}", "--allow-network", "127.0.0.0/8");

    public Task KillAsync() => running!.KillAsync();

    /// <summary>Restores a backup into a new folder, with the key as its keeper has it, and starts the hub there.</summary>
    public async Task<CommandResult> RestoreAsync(string backup)
    {
        var place = new TemporaryFolder();
        File.Copy(Path.Combine(Data, "key"), place.PathOf("key"));
        folders.Add(place);
        var restored = await EntenteProcess.RunAsync("restore", backup, "--data", place.Path, "--json");
        await StartAsync();
        return restored;
    }

    public async Task<bool> IsIdleAsync() => (await StatusAsync())["openEffects"]!.GetValue<long>() == 0;

    /// <summary>What the hub says of itself; used to know when it rests and to explain a failure, never as proof.</summary>
    public async Task<JsonNode> StatusAsync() => JsonNode.Parse(await http.GetStringAsync("api/status"))!;

    public async Task<string> ExplainAsync() =>
        $"status {await StatusAsync()}\nparked {await http.GetStringAsync("api/parked")}\nprinted\n{string.Join('\n', running!.Lines.TakeLast(40))}";

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        http.Dispose();
        folders.ForEach(folder => folder.Dispose());
    }

    private Uri HookOf(string connection) => new($"http://127.0.0.1:{port}{new HookSecret(Secrets).PathOf(connection)}");

    private void Store(string connection, Uri endpoint, string user, string token, string webhookSecret) =>
        Secrets.Write(connection, HurriedSecret.Of(endpoint, user, token, webhookSecret));
}
