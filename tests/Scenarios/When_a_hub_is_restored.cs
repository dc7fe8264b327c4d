using System.Text.Json.Nodes;

using Entente.Scenarios.Killing;
using Entente.Scenarios.Processes;
using Entente.Scenarios.Trackers;
using Entente.Servers;

namespace Entente.Scenarios;

/// <summary>Backup and restore as their operator does it: by the command line, while people work.</summary>
public sealed class When_a_hub_is_restored
{
    private const int Seed = 4711;

    [Fact]
    public async Task Nothing_that_was_done_after_the_backup_is_lost_or_done_twice()
    {
        using var place = new TemporaryFolder();
        var file = place.PathOf("hub.backup");
        await using var sandbox = await SandboxProcess.StartAsync();
        using var zendesk = new MercuriZendesk(sandbox.Zendesk);
        using var jira = new InfinityJira(sandbox.Jira);
        await using var hub = await HubProcess.StartAsync(sandbox, zendesk, jira);
        var traffic = new Traffic(Seed, zendesk, jira);
        await traffic.ActAsync(12);
        var backup = EntenteProcess.RunAsync("backup", file, "--data", hub.Data, "--json"); // beside the running hub
        await traffic.ActAsync(4);
        (await backup).ExitCode.ShouldBe(0, (await backup).All);
        await traffic.ActAsync(12);
        await Settling.WaitAsync(traffic, hub.IsIdleAsync, zendesk, jira); // all of it is at the trackers, and not in the backup
        await hub.KillAsync();
        await traffic.ActAsync(4);
        var restored = await hub.RestoreAsync(file);
        await traffic.ActAsync(6);
        var (verdict, took) = await Settling.WaitAsync(traffic, hub.IsIdleAsync, zendesk, jira);

        verdict.Faults.ShouldBeEmpty(verdict.Faults.Count == 0 ? "" : await hub.ExplainAsync());
        restored.ExitCode.ShouldBe(0, restored.All);
        var report = JsonNode.Parse(restored.Output)!;
        report["contentSha256"]!.ToString().ShouldBe(JsonNode.Parse((await backup).Output)!["manifest"]!["contentSha256"]!.ToString());
        var epoch = (await hub.StatusAsync())["epoch"]!;
        epoch["number"]!.GetValue<int>().ShouldBe(2);
        epoch["adopted"]!.GetValue<long>().ShouldBeGreaterThan(0);
        Console.WriteLine($"restored amid traffic: caught up in {took.TotalSeconds:0.0} s, {epoch["adopted"]} found again and not made twice");
    }

    [Fact]
    public async Task It_moves_to_PostgreSQL_and_back_with_the_hash_that_was_backed_up()
    {
        using var place = new TemporaryFolder();
        await using (var sandbox = await SandboxProcess.StartAsync())
        using (var zendesk = new MercuriZendesk(sandbox.Zendesk))
        using (var jira = new InfinityJira(sandbox.Jira))
        await using (var hub = await HubProcess.StartAsync(sandbox, zendesk, jira))
        {
            var traffic = new Traffic(Seed, zendesk, jira);
            await traffic.ActAsync(8);
            await Settling.WaitAsync(traffic, hub.IsIdleAsync, zendesk, jira);
            Hash(await RunAsync("backup", place.PathOf("one"), "--data", hub.Data));
            Directory.CreateDirectory(place.PathOf("local"));
            File.Copy(Path.Combine(hub.Data, "key"), place.PathOf("local/key"));
        }

        await using var server = await PostgresServer.StartAsync(isDurable: false);
        string[] database = ["--data", server.AddressOf("moved"), "--local", place.PathOf("local")];
        var moved = await RunAsync(["restore", place.PathOf("one"), .. database]);
        var second = await RunAsync(["backup", place.PathOf("two"), .. database]);
        var back = await RunAsync("restore", place.PathOf("two"), "--data", place.PathOf("back"));

        moved["manifest"]!["store"]!.ToString().ShouldBe("sqlite");
        second["manifest"]!["store"]!.ToString().ShouldBe("postgres");
        Hash(back).ShouldBe(second["manifest"]!["contentSha256"]!.ToString());
        back["epoch"]!.GetValue<int>().ShouldBe(3);
        // But for the epoch, which a restore raises, every table is the one that was backed up first.
        var tables = back["manifest"]!["tables"]!.AsArray()
            .Where(table => table!["table"]!.ToString() != "value")
            .Select(table => table!.ToJsonString());
        tables.ShouldBe(
            moved["manifest"]!["tables"]!.AsArray().Where(table => table!["table"]!.ToString() != "value").Select(table => table!.ToJsonString()));
        (await EntenteProcess.RunAsync(["restore", place.PathOf("one"), .. database])).ExitCode.ShouldBe(2);
    }

    private static string Hash(JsonNode report) => (report["contentSha256"] ?? report["manifest"]!["contentSha256"])!.ToString();

    private static async Task<JsonNode> RunAsync(params string[] arguments)
    {
        var ended = await EntenteProcess.RunAsync([.. arguments, "--json"]);
        ended.ExitCode.ShouldBe(0, ended.All);
        return JsonNode.Parse(ended.Output)!;
    }
}
