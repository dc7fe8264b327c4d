using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

using Entente.Cli.Output;
using Entente.Demo;
using Entente.Demo.Telling;
using Entente.Node;
using Entente.Node.Access;
using Entente.Sandbox.Host;

namespace Entente.Cli.Commands;

/// <summary>Sandbox and hub of a demo: started in this process on a fresh store, or running elsewhere. What it started it ends.</summary>
internal sealed class DemoPlayground : IAsyncDisposable
{
    private SandboxHost? sandbox;
    private Hub? hub;
    private string? throwAway;

    public DemoTargets Targets { get; private set; } = null!;

    /// <summary>The demo's one client. Redirects are followed by hand, without credentials for strangers.</summary>
    public static HttpClient CreateClient() => Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public static async Task<DemoPlayground> OpenAsync(DemoChoices choices, HttpClient http, StoryTeller teller, CancellationToken cancellation)
    {
        var ground = new DemoPlayground();
        try
        {
            await ground.StartAsync(choices, http, teller, cancellation);
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }

        return ground;
    }

    public async ValueTask DisposeAsync()
    {
        if (hub is not null)
            await hub.DisposeAsync();
        if (sandbox is not null)
            await sandbox.DisposeAsync();
        if (throwAway is not null)
            Directory.Delete(throwAway, recursive: true);
    }

    private async Task StartAsync(DemoChoices choices, HttpClient http, StoryTeller teller, CancellationToken cancellation)
    {
        if (choices.Hub is not null && (choices.Sandbox is null || choices.Data is null))
            throw new UserException(
                ExitCode.Input, "--hub needs --sandbox and the hub's data folder in --data: the demo asks both and reads the hub's local token.");
        var data = choices.Data?.FullName ?? (throwAway = Directory.CreateTempSubdirectory("entente-demo-").FullName);
        var control = choices.Sandbox ?? await StartSandboxAsync(choices.Port, cancellation);
        var secrets = SecretStore.Open(data, _ => null);
        var port = choices.Port == 0 ? FreePort() : choices.Port;
        Targets = new DemoTargets(
            control,
            await AddressAsync(http, control, "zendesk", cancellation),
            await AddressAsync(http, control, "jira", cancellation),
            choices.Hub ?? new Uri($"http://127.0.0.1:{port}/"),
            new LocalToken(secrets).Value,
            new DemoCast());
        await DemoSetUp.LowerHorizonsAsync(http, control, cancellation);
        teller.Line(DemoSetUp.Horizons);
        if (choices.Hub is not null)
            return;
        await DemoSecrets.WriteAsync(http, Targets, secrets, cancellation);
        hub = await Hub.StartAsync(
            new HubOptions { AccordFolder = AccordOf(choices), DataFolder = data, Port = port, AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], Environment = _ => null },
            TimeProvider.System,
            cancellation);
    }

    private static string AccordOf(DemoChoices choices) => AccordFolderNamed(choices.From is null ? "infinity" : "recorded");

    /// <summary>Below the working folder as the other commands look, else beside the program's sources.</summary>
    private static string AccordFolderNamed(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "accords", name)))
                return Path.Combine(folder.FullName, "accords", name);
        return Path.Combine("accords", name);
    }

    private async Task<Uri> StartSandboxAsync(int port, CancellationToken cancellation)
    {
        try
        {
            sandbox = await SandboxHost.StartAsync(new SandboxOptions { Port = port == 0 ? 0 : port + 1 }, cancellation);
            return sandbox.ControlAddress;
        }
        catch (IOException taken)
        {
            throw new UserException(
                ExitCode.Environment, $"The sandbox cannot listen from port {port + 1} on: {taken.Message} Choose another with --port.", taken);
        }
    }

    private static async Task<Uri> AddressAsync(HttpClient http, Uri control, string product, CancellationToken cancellation)
    {
        try
        {
            var state = await http.GetFromJsonAsync<JsonElement>(new Uri(control, "control/state"), cancellation);
            return new Uri(
                state.GetProperty("products")
                    .EnumerateArray()
                    .First(one => one.GetProperty("product").GetString() == product)
                    .GetProperty("address")
                    .GetString()!);
        }
        catch (HttpRequestException silence)
        {
            throw new UserException(
                ExitCode.Environment, $"No sandbox answers at {control}: {silence.Message} Start one with: entente sandbox.", silence);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static HttpClient Client(SocketsHttpHandler handler)
    {
#pragma warning disable RS0030 // The command line is a host: this is its client for the demo.
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
#pragma warning restore RS0030
    }
}
