using System.CommandLine;
using System.Net;

using Entente.Cli.Output;
using Entente.Node;

namespace Entente.Cli.Commands;

/// <summary><c>entente up</c>: runs a node of a hub until it is stopped.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var accord = CommonOptions.Accord();
        var port = CommonOptions.Port("Port of API and webhooks, on the loopback address", 5080);
        var allow = new Option<string[]>("--allow-network")
        {
            Description = "A private network that connectors may call, e.g. 10.1.0.0/16",
            DefaultValueFactory = _ => [],
        };
        var alerts = new Option<Uri?>("--alert-url")
        {
            CustomParser = given => Address(given.Tokens[0].Value),
            Description = "Where alerts are posted as JSON; a private address needs --allow-network",
        };
        var lease = new Option<int>("--lease")
        {
            Description = "Seconds that a claim holds: how long the tickets of a node that is frozen wait",
            DefaultValueFactory = _ => 90,
        };
        lease.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 20 or > 3600)
                given.AddError("--lease must be from 20 to 3600 seconds.");
        });
        var command = new Command("up", "Run a node of a hub") { accord, port, allow, lease, alerts };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = DataPlace.Of(parsed, data);
            var options = new HubOptions
            {
                AccordFolder = parsed.GetValue(accord)!.FullName,
                DataFolder = place.Folder,
                Database = place.Database,
                Port = parsed.GetValue(port),
                AlertUrl = parsed.GetValue(alerts),
                Lease = TimeSpan.FromSeconds(parsed.GetValue(lease)),
                AllowedNetworks = [.. parsed.GetValue(allow)!.Select(Network)],
            };
            return await RunAsync(options, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(HubOptions options, CancellationToken cancellation)
    {
        await using var hub = await Hub.StartAsync(options, TimeProvider.System, cancellation);
        var served = hub.Connections.Count == 0 ? "no connections yet: entente secret set NAME" : string.Join(", ", hub.Connections);
        Report.Line($"Entente is up on http://127.0.0.1:{options.Port}/ with {served}.");
        foreach (var (connection, hook) in hub.Hooks)
            Report.Line($"  webhooks of {connection}: http://127.0.0.1:{options.Port}{hook}");
        try
        {
            var reason = await hub.StoreStoppedAsync().WaitAsync(cancellation);
            throw new UserException(ExitCode.Environment, reason);
        }
        catch (OperationCanceledException)
        {
            Report.Line("Stopping: what is under way is finished or will be recovered at the next start.");
        }

        return ExitCode.Ok;
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
        ? address
        : throw new UserException(ExitCode.Input, $"'{text}' is no web address: write it whole, such as https://alerts.example/entente.");

    internal static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new UserException(ExitCode.Input, $"'{text}' is no network: write an address and a prefix, such as 10.1.0.0/16.");
}
