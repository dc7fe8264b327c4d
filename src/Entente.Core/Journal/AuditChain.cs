using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Core.Journal;

/// <summary>Numbers and chains the audit log. Each part is hashed with its length, so that no two entries read alike.</summary>
public static class AuditChain
{
    /// <param name="last">The newest entry's number and hash; (0, "") before the first.</param>
    public static AuditEntry Next((long N, string Hash) last, AuditAct act) =>
        new(last.N + 1, act, last.Hash, Hash(last.N + 1, act, last.Hash));

    /// <summary>The hash that <see cref="AuditEntry.Hash"/> must have.</summary>
    public static string Hash(long n, AuditAct act, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{n}\n{Text(act)}\n{act.Seal}\n{previousHash}")));

    /// <summary>The act without its seal, in one text.</summary>
    internal static string Text(AuditAct act)
    {
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)[act.At.UtcTicks.ToString(CultureInfo.InvariantCulture), act.Who, act.What, act.On, act.Outcome])
            text.Append(part.Length).Append(':').Append(part).Append('\n');
        return text.ToString();
    }
}
