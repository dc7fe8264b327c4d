using System.Text;

using Entente.Scenarios.Processes;

namespace Entente.Scenarios.Trackers;

/// <summary>The imitation trackers as a process of their own, with horizons of seconds instead of a vendor's minutes.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    // Limits are high because the judge asks as often as the hub does; what the hub makes of a vendor's limits is tested elsewhere.
    private const string ZendeskSettings = """
        {
          "exportDelaySeconds": 1, "indexLagSeconds": 1,
          "incrementalPerMinute": 600, "updatesPerMinute": 6000, "updatesPerTicket": 1000, "accountPerMinute": 60000
        }
        """;

    private readonly RunningProcess process;

    private SandboxProcess(RunningProcess process) => this.process = process;

    public Uri Zendesk => AddressOf("zendesk");

    public Uri Jira => AddressOf("jira");

    public static async Task<SandboxProcess> StartAsync()
    {
        var sandbox = new SandboxProcess(await RunningProcess.StartAsync("jira  ", "sandbox", "--port", "0"));
        await sandbox.ControlAsync("control/zendesk/settings", ZendeskSettings);
        await sandbox.ControlAsync("control/jira/settings", """{"indexLagSeconds": 1, "burstPerSecond": 0}""");
        return sandbox;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task ControlAsync(string path, string body)
    {
        using var http = new HttpClient { BaseAddress = AddressOf("Control API") };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (await http.PostAsync(path, content)).EnsureSuccessStatusCode();
    }

    private Uri AddressOf(string name) =>
        new(process.Lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim());
}
