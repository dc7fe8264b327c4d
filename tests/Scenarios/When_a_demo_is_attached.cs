using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Node.Access;
using Entente.Scenarios.Processes;

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
        var control = sandbox.Lines.First(line => line.StartsWith("Control API", StringComparison.Ordinal))["Control API".Length..].Trim();
        var first = await StartAsync(data, port);
        var demo = EntenteProcess.RunAsync(
            Patience, "demo", "--hub", $"http://127.0.0.1:{port}/", "--sandbox", control, "--data", data.Path, "--once", "--json");
        await UntilBusyAsync(data, port);

        await first.KillAsync();
        await using var second = await StartAsync(data, port);
        var result = await demo;

        result.ExitCode.ShouldBe(0, Failures(result));
        using var report = JsonDocument.Parse(result.Output);
        report.RootElement.GetProperty("summary").GetProperty("lost").GetInt32().ShouldBe(0);
        report.RootElement.GetProperty("cases").GetArrayLength().ShouldBeGreaterThan(10);
        await first.DisposeAsync();
    }

    private static Task<RunningProcess> StartAsync(TemporaryFolder data, int port) => RunningProcess.StartAsync(
        "Entente is up", "up", "--accord", Repository.ExampleAccord, "--data", data.Path, "--port", $"{port}", "--allow-network", "127.0.0.0/8");

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
