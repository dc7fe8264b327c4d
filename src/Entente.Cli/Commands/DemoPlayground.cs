using System.Net;
using System.Net.Sockets;

using Entente.Cli.Output;
using Entente.Demo;
using Entente.Demo.Telling;
using Entente.Node;
using Entente.Node.Access;
using Entente.Sandbox.Host;

namespace Entente.Cli.Commands;

/// <summary>
/// Sandbox and hub of a demo: started in this process on a fresh store, or running elsewhere. Either way the demo speaks to them over HTTP alone.
/// What it started it ends.
/// </summary>
internal sealed class DemoPlayground : IAsyncDisposable
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");
    private SandboxHost? sandbox;
    private Hub? hub;
    private string? throwAway;

    public DemoTargets Targets { get; private set; } = null!;

    /// <summary>The demo's one client. Redirects are followed by hand, without credentials for strangers.</summary>
    public static HttpClient CreateClient() => Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <param name="accord">Name of the accord under which a hub of its own runs.</param>
    /// <param name="teller">Says what was prepared; null for a ground that nobody needs to hear of.</param>
    public static async Task<DemoPlayground> OpenAsync(
        DemoChoices choices, string accord, HttpClient http, StoryTeller? teller, CancellationToken cancellation)
    {
        var ground = new DemoPlayground();
        try
        {
            await ground.StartAsync(choices, accord, http, cancellation);
            await DemoSetUp.LowerHorizonsAsync(http, ground.Targets, cancellation);
            teller?.Line(DemoSetUp.Horizons);
            await ground.ConnectAsync(http, teller, cancellation);
        }
        catch (DemoException failure)
        {
            await ground.DisposeAsync();
            throw new UserException(ExitCode.Environment, failure.Message, failure);
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

    private async Task StartAsync(DemoChoices choices, string accord, HttpClient http, CancellationToken cancellation)
    {
        if (choices.Hub is not null && choices.Sandbox is null)
            throw new UserException(ExitCode.Input, "--hub needs --sandbox: the demo plays at the trackers that the hub works with.");
        var control = choices.Sandbox ?? await StartSandboxAsync(choices.Port, cancellation);
        var trackers = await DemoSetUp.TrackersAsync(http, control, cancellation);
        if (choices.Hub is { } running)
        {
            Targets = new DemoTargets(control, trackers, running, HubClient.Token(choices.Data ?? new DirectoryInfo(".entente")), new DemoCast());
            return;
        }

        var data = choices.Data?.FullName ?? (throwAway = Directory.CreateTempSubdirectory("entente-demo-").FullName);
        var port = choices.Port == 0 ? FreePort() : choices.Port;
        hub = await Hub.StartAsync(
            new HubOptions
            {
                AccordFolder = AccordFolderNamed(accord),
                DataFolder = data,
                Port = port,
                AllowedNetworks = [Loopback],
                Environment = _ => null,
            },
            TimeProvider.System,
            cancellation);
        var token = new LocalToken(SecretStore.Open(data, _ => null)).Value;
        Targets = new DemoTargets(control, trackers, new Uri($"http://127.0.0.1:{port}/"), token, new DemoCast());
    }

    private async Task ConnectAsync(HttpClient http, StoryTeller? teller, CancellationToken cancellation)
    {
        var served = await DemoSetUp.ConnectAsync(http, Targets, TimeProvider.System, cancellation);
        teller?.Line($"The hub at {Targets.Hub} works with {string.Join(", ", served)}.");
    }

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
