using Entente.Conformance.Tests.Storage;
using Entente.Servers;
using Entente.Storage.Postgres;

using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresRun))]

namespace Entente.Conformance.Tests.Storage;

/// <summary>The one PostgreSQL of a test run, started by the first test that needs it. Each store is a schema of its own.</summary>
public sealed class PostgresRun : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync(isDurable: false));
    private int schemas;

    internal Task<PostgresServer> ServerAsync() => server.Value;

    internal PostgresSchema NextSchema() => new(this, $"store_{Interlocked.Increment(ref schemas)}");

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
            await (await server.Value).DisposeAsync();
    }
}

/// <summary>A store's place.</summary>
internal sealed class PostgresSchema(PostgresRun run, string name)
{
    public async Task<PostgresAddress> AddressAsync() => PostgresAddress.Parse((await run.ServerAsync()).AddressOf(name));

    public Task<PostgresStore> OpenAsync() => OpenAsync(TimeProvider.System);

    /// <summary>As a node whose own clock is another.</summary>
    public async Task<PostgresStore> OpenAsync(TimeProvider clock) =>
        await PostgresStore.OpenAsync(await AddressAsync(), clock, TestContext.Current.CancellationToken);

    /// <summary>As the superuser that the tests connect as: no role, no wall.</summary>
    public async Task RunAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<NpgsqlConnection> ConnectAsync(string options = "")
    {
        var connection = new NpgsqlConnection((await AddressAsync()).Settings(options, 1) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
