using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>The audit log: nodes take turns at its end, so that it is one chain.</summary>
internal sealed class Audits(Connections connections)
{
    private const string TurnSql = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.audit', 0))";

    private const string LastSql = "SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1";

    private const string SealedSql =
        "SELECT n, at, who, what, subject, outcome, seal, prev_hash, hash FROM audit WHERE seal = $1 ORDER BY n DESC LIMIT 1";

    private const string AddSql = """
        INSERT INTO audit (n, at, who, what, subject, outcome, seal, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public Task<AuditEntry> AddAsync(AuditAct act, CancellationToken cancellation) =>
        connections.Durable.RunAsync(session => AddAsync(session, act), cancellation);

    /// <summary>Columns n, at, who, what, subject, outcome, seal, prev_hash, hash.</summary>
    public static AuditEntry Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new AuditAct(row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)) { Seal = row.GetString(6) },
        row.GetString(7),
        row.GetString(8));

    private static async Task<AuditEntry> AddAsync(Session session, AuditAct act)
    {
        await using var turn = await session.Connection.BeginTransactionAsync();
        await session.RunAsync(Script.Of(TurnSql));

        // Sent before and never answered: no two acts have one seal, so it says whether the act is there (RELIABILITY D07).
        if (session.IsInDoubt && await session.FirstAsync(Script.Of(SealedSql, act.Seal), Read) is { } there)
            return there;
        var last = await session.FirstAsync(Script.Of(LastSql), row => (N: row.GetInt64(0), Hash: row.GetString(1)));
        var entry = AuditChain.Next((last.N, last.Hash ?? ""), act);
        await session.RunAsync(Script.Of(
            AddSql, entry.N, act.At, act.Who, act.What, act.On, act.Outcome, act.Seal, entry.PreviousHash, entry.Hash));
        await turn.CommitAsync();
        return entry;
    }
}
