using System.Diagnostics;

using Entente.Scenarios.Processes;
using Entente.Scenarios.Trackers;
using Entente.Servers;
using Entente.Storage.Postgres;

using Npgsql;

namespace Entente.Scenarios.Killing;

/// <summary>Two equal nodes of one hub on one PostgreSQL. Each tracker sends its webhooks to another node.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly PostgresServer server;
    private readonly string schema;

    private Cluster(PostgresServer server, string schema)
    {
        this.server = server;
        this.schema = schema;
        Nodes = [new NodeProcess(folder.Path, server.AddressOf(schema)), new NodeProcess(folder.Path, server.AddressOf(schema))];
    }

    public NodeProcess[] Nodes { get; }

    /// <summary>Starts both; the secrets are given to one and reach the other.</summary>
    public static async Task<Cluster> StartAsync(
        PostgresServer server, string schema, SandboxProcess sandbox, MercuriZendesk zendesk, InfinityJira jira)
    {
        const string JiraSecret = "jira-signing-secret";
        var cluster = new Cluster(server, schema);
        await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
        var zendeskSecret = await zendesk.AddWebhookAsync(cluster.Nodes[0].HookOf("zd"));
        await jira.AddWebhookAsync(cluster.Nodes[1].HookOf("jr"), JiraSecret);
        await cluster.Nodes[0].GiveSecretAsync(
            "zd", HurriedSecret.Of(sandbox.Zendesk, "integration@mercuri.example", MercuriZendesk.Token, zendeskSecret));
        await cluster.Nodes[0].GiveSecretAsync("jr", HurriedSecret.Of(sandbox.Jira, InfinityJira.HubUser, InfinityJira.HubToken, JiraSecret));
        await UntilAsync(async () => (await cluster.Nodes[1].ConnectionsAsync()).Length == 2, "the secrets to reach the other node");
        return cluster;
    }

    /// <summary>Kills a node, and measures until the other has seen it and given back what it held.</summary>
    public async Task<TimeSpan> KillAsync(NodeProcess node)
    {
        await using var connection = new NpgsqlConnection(PostgresAddress.Parse(server.AddressOf(schema)).Settings("", 1));
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand($"SELECT count(*) FROM node WHERE name LIKE '%-{node.Id}-%'", connection);
        (await query.ExecuteScalarAsync()).ShouldBe(1L);
        var clock = Stopwatch.StartNew();
        await node.KillAsync();
        await UntilAsync(async () => (long)(await query.ExecuteScalarAsync())! == 0, "a killed node to be buried");
        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        folder.Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var clock = Stopwatch.StartNew(); !await condition(); await pace.WaitForNextTickAsync())
            if (clock.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"Waited 30 s for {what}.");
    }
}
