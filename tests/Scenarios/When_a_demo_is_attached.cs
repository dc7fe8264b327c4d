using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Node.Access;
using Entente.Scenarios.Processes;
using Entente.Servers;

namespace Entente.Scenarios;

/// <summary>The demo against a sandbox and a hub that were started separately; the hub is killed in its midst and started again.</summary>
public sealed class When_a_demo_is_attached
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task It_holds_though_the_hub_is_killed_and_started_again()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Take();
        await using var sandbox = await RunningProcess.StartAsync("azuredevops  ", "sandbox", "--port", "0");
        var first = await StartAsync(data, port);
        var demo = EntenteProcess.RunAsync(
            Patience, "demo", "--hub", $"http://127.0.0.1:{port}/", "--sandbox", ControlOf(sandbox), "--data", data.Path, "--once", "--json");
        await UntilBusyAsync(data, port);

        await first.KillAsync();
        await using var second = await StartAsync(data, port);
        var result = await demo;

        ShouldHold(result);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task It_holds_though_one_of_two_nodes_on_one_database_is_killed()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true);
        using var local = new TemporaryFolder();
        var (port, other) = (FreePort.Take(), FreePort.Take());
        await using var sandbox = await RunningProcess.StartAsync("azuredevops  ", "sandbox", "--port", "0");
        await using var asked = await StartOnAsync(server, local, port);
        await using var killed = await StartOnAsync(server, local, other);
        var demo = EntenteProcess.RunAsync(
            Patience, "demo", "--hub", $"http://127.0.0.1:{port}/", "--sandbox", ControlOf(sandbox), "--data", local.Path, "--once", "--json");
        await UntilBusyAsync(local, port);

        await killed.KillAsync();

        ShouldHold(await demo);
    }

    private static void ShouldHold(CommandResult result)
    {
        result.ExitCode.ShouldBe(0, Failures(result));
        using var report = JsonDocument.Parse(result.Output);
        report.RootElement.GetProperty("summary").GetProperty("lost").GetInt32().ShouldBe(0);
        report.RootElement.GetProperty("cases").GetArrayLength().ShouldBeGreaterThan(10);
    }

    private static string ControlOf(RunningProcess sandbox) =>
        sandbox.Lines.First(line => line.StartsWith("Control API", StringComparison.Ordinal))["Control API".Length..].Trim();

    private static Task<RunningProcess> StartAsync(TemporaryFolder data, int port) => StartAsync(port, "--data", data.Path);

    private static Task<RunningProcess> StartOnAsync(PostgresServer server, TemporaryFolder local, int port) =>
        StartAsync(port, "--data", server.AddressOf("demo"), "--local", local.Path);

    private static Task<RunningProcess> StartAsync(int port, params string[] place) => RunningProcess.StartAsync(
        "Entente is up",
        ["up", "--accord", Repository.ExampleAccord, "--port", $"{port}", "--allow-network", "127.0.0.0/8", .. place]);

    /// <summary>Waits until the hub has effects under way in the midst of several cases.</summary>
    private static async Task UntilBusyAsync(TemporaryFolder data, int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", new LocalToken(SecretStore.Open(data.Path, _ => null)).Value);
        for (var asked = 0; asked < 600; asked++)
        {
            var status = JsonNode.Parse(await http.GetStringAsync("api/status"))!;
            if (status["tickets"]!.GetValue<long>() > 20 && status["openEffects"]!.GetValue<long>() > 0)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new TimeoutException("The demo did not keep the hub busy within a minute.");
    }

    private static string Failures(CommandResult result)
    {
        if (!result.Output.StartsWith('{'))
            return result.All;
        var checks = JsonNode.Parse(result.Output)!["journeys"]!.AsArray()
            .SelectMany(journey => journey!["checks"]!.AsArray()
                .Where(check => !check!["ok"]!.GetValue<bool>())
                .Select(check => $"{journey["name"]}: {check}"));
        return $"{string.Join('\n', checks)}\n{result.Error}";
    }
}
