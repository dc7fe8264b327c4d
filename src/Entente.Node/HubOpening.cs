using System.Security.Cryptography;
using System.Text.Json;

using Entente.Connectors;
using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;
using Entente.Node.Access;
using Entente.Node.Accords;
using Entente.Node.Network;
using Entente.Node.Restores;
using Entente.Storage;
using Entente.Storage.Blobs;
using Entente.Storage.Sqlite;

namespace Entente.Node;

/// <summary>Puts a node together in the order in which data flows: accord and rules, store, secrets, connectors.</summary>
public static class HubOpening
{
    /// <summary>Opens the store and the connectors. Throws <see cref="HubStartException"/> with what to do.</summary>
    public static async Task<HubContext> OpenAsync(HubOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var book = ReadBook(options.AccordFolder);
        var secrets = SecretStore.Open(options.DataFolder, options.Environment);
        var journal = await OpenStoreAsync(options.DataFolder, cancellation);
        var blobs = new DiskBlobs(Path.Combine(options.DataFolder, "blobs"));
        var connections = Connections(book, secrets);
        var opening = new ConnectionOpening(journal, blobs, new NetworkGuard(options.AllowedNetworks), time);
        var connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal);
        foreach (var settings in connections.Values)
            connectors[settings.Id] = opening.Open(settings);

        return new HubContext
        {
            Journal = journal,
            Reader = journal,
            Blobs = blobs,
            Chain = new EntryChain(secrets.JournalKey()),
            Book = book,
            Connectors = connectors,
            OpenConnector = opening.Open,
            Connections = connections,
            Epoch = await RestoredStart.OpenAsync(journal, time.GetUtcNow(), cancellation),
            Time = time,
            Owner = $"{Environment.MachineName}-{Environment.ProcessId}-{secrets.Derive($"start:{time.GetUtcNow().UtcTicks}")[..8]}",
        };
    }

    /// <summary>Loads accord and rules; errors are the operator's to mend.</summary>
    public static RuleBook ReadBook(string folder)
    {
        try
        {
            var result = RuleBook.Load(AccordFolder.Read(folder), Schemas());
            return result.Book ?? throw new HubStartException(Listed(result.Errors), isInput: true);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new HubStartException($"{missing.Message} Name the accord's folder with --accord.", isInput: true, missing);
        }
    }

    /// <summary>The built-in fields of every product that has a connector.</summary>
    public static IReadOnlyDictionary<string, TicketSchema> Schemas() =>
        ConnectorCatalog.All.ToDictionary(entry => entry.Product, entry => entry.Schema, StringComparer.Ordinal);

    /// <summary>What keeps an accord from going live, one finding a line: where it is, what is wrong, what to do.</summary>
    internal static string Listed(IEnumerable<Diagnostic> errors) =>
        string.Join('\n', errors.Select(error => $"{error.File}:{error.Line}:{error.Column}: {error.Message} {error.Remedy}"));

    private static async Task<SqliteStore> OpenStoreAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            return await SqliteStore.OpenAsync(Path.Combine(folder, "entente.db"), cancellation);
        }
        catch (StorageException failure)
        {
            throw new HubStartException(failure.Message, isInput: false, failure);
        }
    }

    /// <summary>Connections that have a connector and a secret; the others are not part of this hub.</summary>
    private static SortedDictionary<string, ConnectionSettings> Connections(RuleBook book, SecretStore secrets)
    {
        var connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal);
        foreach (var declared in book.Accord.Connections)
            if (ConnectorCatalog.Find(declared.Tracker) is not null && SecretOf(declared, secrets) is { } secret)
                connections[declared.Id] = ConnectionOpening.Settings(declared, secret);
        return connections;
    }

    private static ConnectionSecret? SecretOf(Connection declared, SecretStore secrets)
    {
        try
        {
            var secret = secrets.Connection(declared.Id);
            return secret?.Fault() is { } fault
                ? throw new HubStartException(
                    $"The secret of connection '{declared.Id}' cannot work: {fault} Set it again: entente secret set {declared.Id}.", isInput: true)
                : secret;
        }
        catch (Exception failure) when (failure is JsonException or CryptographicException)
        {
            throw new HubStartException(
                $"The secret of connection '{declared.Id}' cannot be read ({failure.GetType().Name}). " +
                $"Set it again: entente secret set {declared.Id}.", isInput: true, failure);
        }
    }
}
