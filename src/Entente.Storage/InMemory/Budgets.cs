using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>Calls that connections may still make.</summary>
internal sealed class Budgets(Tables tables)
{
    public TokenGrant Take(TokenRequest request, DateTimeOffset now)
    {
        var (after, grant) = Bucket(request.Connection, request.Budget).Take(request, now);
        tables.Budgets[(request.Connection, request.Budget)] = after;
        return grant;
    }

    public void Pause(string connection, string budget, DateTimeOffset until) =>
        tables.Budgets[(connection, budget)] = Bucket(connection, budget).Pause(until);

    private TokenBucket Bucket(string connection, string budget) => tables.Budgets.GetValueOrDefault((connection, budget));
}
