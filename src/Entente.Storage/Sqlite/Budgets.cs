using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Calls that connections may still make.</summary>
internal sealed class Budgets(Session session)
{
    private const string ReadSql = "SELECT full_at, paused_until FROM budget WHERE connection = $1 AND budget = $2";

    private const string WriteSql = """
        INSERT INTO budget (connection, budget, full_at, paused_until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (connection, budget) DO UPDATE SET full_at = excluded.full_at, paused_until = excluded.paused_until
        """;

    public TokenGrant Take(TokenRequest request, DateTimeOffset now)
    {
        var (after, grant) = Read(request.Connection, request.Budget).Take(request, now);
        if (grant.Granted > 0)
            Write(request.Connection, request.Budget, after);
        return grant;
    }

    public void Pause(string connection, string budget, DateTimeOffset until) => Write(connection, budget, Read(connection, budget).Pause(until));

    private TokenBucket Read(string connection, string budget) =>
        session[ReadSql].First(row => new TokenBucket(row.Instant(0), row.Instant(1)), connection, budget);

    private void Write(string connection, string budget, TokenBucket bucket) =>
        session[WriteSql].Run(connection, budget, bucket.FullAt, bucket.PausedUntil);
}
