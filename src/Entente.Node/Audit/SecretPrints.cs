using Entente.Core.Journal;
using Entente.Node.Access;

namespace Entente.Node.Audit;

/// <summary>
/// Notices secrets that were set or removed while no node ran: a keyed print of each is kept in the store, and compared when a node starts. A
/// print tells nothing of the secret to whoever has no key.
/// </summary>
internal sealed class SecretPrints(HubContext hub, SecretStore secrets)
{
    private const string None = "none";

    /// <summary>Compares all, and puts those that changed into the audit log.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        foreach (var connection in hub.Book.Accord.Connections)
        {
            var before = await hub.Journal.ReadValueAsync(Name(connection.Id), cancellation) ?? None;
            if (before == Print(connection.Id))
                continue;
            await hub.Audit.RecordAsync("local user", AuditActs.SecretChanged, connection.Id, "found at start", cancellation);
            await RememberAsync(connection.Id, cancellation);
        }
    }

    public Task RememberAsync(string connection, CancellationToken cancellation) =>
        hub.Journal.WriteValueAsync(Name(connection), Print(connection), cancellation);

    private string Print(string connection) => secrets.Read(connection) is { } secret ? secrets.Derive($"print:{connection}:{secret}") : None;

    private static string Name(string connection) => $"secret-print:{connection}";
}
