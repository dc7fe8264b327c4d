using System.CommandLine;

using Entente.Cli.Output;
using Entente.Sandbox;
using Entente.Sandbox.Host;

namespace Entente.Cli.Commands;

/// <summary><c>entente sandbox</c>: imitation trackers for trying rules out.</summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var port = CommonOptions.Port("Control port; the imitated trackers listen on the ports after it", 7070, first: 0);
        var load = new Option<DirectoryInfo?>("--load") { Description = "Folder with PRODUCT/*.jsonl: recorded records, one a line" };
        var json = CommonOptions.Json();
        var command = new Command("sandbox", "Run imitation trackers") { port, load, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            SandboxHost host;
            try
            {
                host = await SandboxHost.StartAsync(new SandboxOptions { Port = parsed.GetValue(port) }, cancellation);
            }
            catch (IOException taken)
            {
                throw new UserException(
                    ExitCode.Environment,
                    $"The sandbox cannot listen from port {parsed.GetValue(port)} on: {taken.Message} Choose another with --port.", taken);
            }

            await using (host)
                return await RunAsync(host, parsed.GetValue(load), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    /// <summary>Says what a load took and what it did not.</summary>
    public static void Say(IReadOnlyList<LoadReport> reports, bool asJson)
    {
        if (asJson)
        {
            Report.Json(reports);
            return;
        }

        foreach (var report in reports)
        {
            var created = string.Join(", ", report.Created.Select(made => $"{made.Value} {made.Key}"));
            Report.Line($"{report.Product}: {report.Taken} taken, {report.Renumbered} renumbered{(created.Length > 0 ? $"; made {created}" : "")}");
            foreach (var line in report.NotTaken)
                Report.Line($"  not taken: {line}");
        }
    }

    private static async Task<int> RunAsync(SandboxHost host, DirectoryInfo? load, bool asJson, CancellationToken cancellation)
    {
        if (load is not null)
        {
            if (!load.Exists)
                throw new UserException(ExitCode.Input, $"There is no folder '{load.FullName}'.");
            Say(await host.LoadFolderAsync(load.FullName, cancellation), asJson);
        }

        Report.Line($"Control API  {host.ControlAddress}");
        foreach (var product in SandboxCatalog.All)
            Report.Line($"{product.Name,-12} {host.AddressOf(product.Name)}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException)
        {
            Report.Line("Stopped.");
        }

        return ExitCode.Ok;
    }
}
