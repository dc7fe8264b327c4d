using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// A node's connections, by what their transactions promise. Together a few dozen: three nodes fit into the hundred that PostgreSQL allows by
/// default.
/// </summary>
internal sealed class Connections : IAsyncDisposable
{
    private const string Limits = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s";

    private readonly PostgresAddress address;

    private Connections(PostgresAddress address, StoreTime time, string durability)
    {
        this.address = address;
        Time = time;
        Durable = Pool($"-c role=entente_engine {Limits} {durability}", 14);
        Hints = Pool($"-c role=entente_engine {Limits} -c synchronous_commit=off", 8);
        Readers = Pool("-c role=entente_reader", 4);
    }

    /// <summary>The database's clock.</summary>
    public StoreTime Time { get; }

    /// <summary>What COMMIT returned for has been synced (Invariant 1), on the standby too where the server is set so.</summary>
    public Pool Durable { get; }

    /// <summary>
    /// For what a crash of the server may take back whole: a claim (before anything is appended under it; an append carries it along), a wake that
    /// was folded (it waits again), tokens. And for reading.
    /// </summary>
    public Pool Hints { get; }

    /// <summary>Sees the rows of one party, and can write nothing.</summary>
    public Pool Readers { get; }

    /// <summary>Connects, and brings the schema to this program's.</summary>
    public static async Task<Connections> OpenAsync(PostgresAddress address, TimeProvider time)
    {
        var clock = new StoreTime(time);
        await using var source = NpgsqlDataSource.Create(address.Settings("-c client_min_messages=warning", 1));
        await using var pool = new Pool(source, clock);
        var durability = await pool.RunAsync(
            async session =>
            {
                await Migrations.RunAsync(session.Connection);
                await clock.ReadAsync(session);
                var commits = await session.FirstAsync(Script.Of("SELECT current_setting('synchronous_commit')"), row => row.GetString(0));
                return commits == "off" ? "-c synchronous_commit=on" : ""; // local, remote_write and remote_apply are the operator's choice
            },
            TimeSpan.FromSeconds(5),
            CancellationToken.None);
        return new Connections(address, clock, durability);
    }

    /// <summary>A connection of its own, which belongs to no pool and lives with its session.</summary>
    public NpgsqlConnection Own(string options)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.Settings(options, 1)) { Pooling = false, KeepAlive = 5, MaxAutoPrepare = 0 };
        return new NpgsqlConnection(settings.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Durable.DisposeAsync();
        await Hints.DisposeAsync();
        await Readers.DisposeAsync();
    }

#pragma warning disable CA2000 // the pool disposes of its source
    private Pool Pool(string options, int size) => new(NpgsqlDataSource.Create(address.Settings(options, size)), Time);
#pragma warning restore CA2000
}
