using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>The audit log. The one writer numbers and chains it.</summary>
internal sealed class Audits(Session session)
{
    private const string LastSql = "SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1";

    private const string AddSql = """
        INSERT INTO audit (n, at, who, what, subject, outcome, seal, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public AuditEntry Add(AuditAct act)
    {
        var last = session[LastSql].First(row => (N: row.GetInt64(0), Hash: row.GetString(1)));
        var entry = AuditChain.Next((last.N, last.Hash ?? ""), act);
        session[AddSql].Run(entry.N, act.At, act.Who, act.What, act.On, act.Outcome, act.Seal, entry.PreviousHash, entry.Hash);
        return entry;
    }
}
