using Entente.Core.Journal;

namespace Entente.Storage.Postgres;

/// <summary>
/// Calls that connections may still make, for all nodes together; each node takes a block at a time. The rule is <see cref="TokenBucket"/>'s.
/// </summary>
internal sealed class Budgets(Connections connections)
{
    // $3 now, $4 what is asked for as time, $5 what the budget holds. No row means no.
    private const string TakeSql = """
        INSERT INTO budget AS b (connection, budget, full_at, paused_until) VALUES ($1, $2, $3 + $4, 0)
        ON CONFLICT (connection, budget) DO UPDATE SET full_at = greatest($3, least(b.full_at, $3 + $5)) + $4
        WHERE b.paused_until <= $3 AND greatest($3, least(b.full_at, $3 + $5)) + $4 <= $3 + $5
        RETURNING full_at
        """;

    private const string ReadSql = "SELECT full_at, paused_until FROM budget WHERE connection = $1 AND budget = $2";

    private const string PauseSql = """
        INSERT INTO budget AS b (connection, budget, full_at, paused_until) VALUES ($1, $2, 0, $3)
        ON CONFLICT (connection, budget) DO UPDATE SET paused_until = greatest(b.paused_until, $3)
        """;

    public async Task<TokenGrant> TakeAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        TokenBucket.Require(request);
        var script = Script.Of(TakeSql, request.Connection, request.Budget, now, TokenBucket.Cost(request).Ticks, request.Window.Ticks);
        while (true)
        {
            if (await connections.Hints.RunAsync(session => session.FirstAsync(script, row => row.GetInt64(0)), cancellation) > 0)
                return new TokenGrant(request.Count, null);
            var grant = (await ReadAsync(request, cancellation)).Take(request, now).Grant;
            if (grant.Granted == 0)
                return grant; // otherwise something was given back in between
        }
    }

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        connections.Durable.RunAsync(Script.Of(PauseSql, connection, budget, until), cancellation);

    private Task<TokenBucket> ReadAsync(TokenRequest request, CancellationToken cancellation) => connections.Hints.RunAsync(
        session => session.FirstAsync(
            Script.Of(ReadSql, request.Connection, request.Budget), row => new TokenBucket(row.Instant(0), row.Instant(1))),
        cancellation);
}
