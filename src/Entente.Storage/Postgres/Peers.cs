namespace Entente.Storage.Postgres;

/// <summary>The other nodes, as a node sees them in the database: who lives, and what is to be done for who does not.</summary>
internal sealed class Peers(Connections connections, string name)
{
    // A lock that can be taken is held by nobody; it is given back with the transaction.
    private const string SilentSql = "SELECT name FROM node WHERE name <> $1 AND pg_try_advisory_xact_lock(key) ORDER BY name";

    // The dead node's claims, those for a person's command too: their owners' names go on with a '/', which the '0' follows.
    private const string EndSql = """
        UPDATE ticket SET owner = NULL, lease = NULL, fence = fence + 1, due = $2
        WHERE owner >= $1 AND owner < $1 || '0' AND EXISTS (SELECT FROM gone)
        """;

    private const string BurySql = $"""
        WITH gone AS (DELETE FROM node WHERE name = $1 AND pg_try_advisory_xact_lock(key) RETURNING name),
          relieved AS (DELETE FROM duty WHERE node IN (SELECT name FROM gone))
        {EndSql}
        """;

    private const string LeaveSql = $"""
        WITH gone AS (DELETE FROM node WHERE name = $1 RETURNING name),
          relieved AS (DELETE FROM duty WHERE node IN (SELECT name FROM gone))
        {EndSql}
        """;

    private const string DutySql = """
        INSERT INTO duty AS d (name, node, until) VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3::double precision / 1000))
        ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
        WHERE d.node = $2 OR d.until < clock_timestamp()
        """;

    /// <summary>Looks in a row at which a lock must be free: a node whose session only broke is back by the last.</summary>
    private const int Looks = 3;

    private Dictionary<string, int> silent = new(StringComparer.Ordinal);

    /// <summary>Ends the claims of nodes whose locks nobody holds.</summary>
    /// <returns>How many tickets became due.</returns>
    public async Task<int> BuryDeadAsync(DateTimeOffset now)
    {
        var found = await connections.Hints.RunAsync(
            session => session.ReadAsync(Script.Of(SilentSql, name), rows => rows.AllAsync(row => row.GetString(0))), CancellationToken.None);
        var freed = 0;
        silent = found.ToDictionary(peer => peer, peer => silent.GetValueOrDefault(peer) + 1, StringComparer.Ordinal);
        foreach (var dead in found.Where(peer => silent[peer] >= Looks))
            freed += await connections.Durable.RunAsync(Script.Of(BurySql, dead, now), CancellationToken.None);
        return freed;
    }

    public Task<int> LeaveAsync(DateTimeOffset now) => connections.Durable.RunAsync(
        session => session.RunAsync(Script.Of(LeaveSql, name, now)), TimeSpan.FromSeconds(1), CancellationToken.None);

    public async Task<bool> TakeDutyAsync(string duty, TimeSpan lease, CancellationToken cancellation) =>
        await connections.Hints.RunAsync(Script.Of(DutySql, duty, name, (long)lease.TotalMilliseconds), cancellation) == 1;
}
