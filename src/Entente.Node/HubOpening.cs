using System.Security.Cryptography;
using System.Text.Json;

using Entente.Connectors;
using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;
using Entente.Node.Access;
using Entente.Node.Accords;
using Entente.Node.Cases;
using Entente.Node.Network;
using Entente.Node.Restores;
using Entente.Node.Tickets;
using Entente.Storage;
using Entente.Storage.Blobs;
using Entente.Storage.Postgres;
using Entente.Storage.Sqlite;

namespace Entente.Node;

/// <summary>Puts a node together in the order in which data flows: accord and rules, store, secrets, connectors.</summary>
public static class HubOpening
{
    /// <summary>Opens the store and the connectors. Throws <see cref="HubStartException"/> with what to do.</summary>
    public static async Task<OpenedHub> OpenAsync(HubOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var book = ReadBook(options.AccordFolder);
        try
        {
            return options.Database is { } database
                ? await OpenSharedAsync(options, database, book, time, cancellation)
                : await OpenEmbeddedAsync(options, book, time, cancellation);
        }
        catch (StorageException failure)
        {
            throw new HubStartException(failure.Message, isInput: false, failure);
        }
    }

    private static async Task<OpenedHub> OpenEmbeddedAsync(HubOptions options, RuleBook book, TimeProvider time, CancellationToken cancellation)
    {
        var secrets = SecretStore.Open(options.DataFolder, options.Environment);
        var store = await SqliteStore.OpenAsync(DataFolder.Store(options.DataFolder), cancellation);
        var services = new Services(store, store, new DiskBlobs(DataFolder.Blobs(options.DataFolder)))
        {
            Epoch = await RestoredStart.OpenAsync(store, time.GetUtcNow(), cancellation),
        };
        return new OpenedHub(Context(options, book, secrets, services, time), secrets, new WakeSignal());
    }

    private static async Task<OpenedHub> OpenSharedAsync(
        HubOptions options, PostgresAddress database, RuleBook book, TimeProvider time, CancellationToken cancellation)
    {
        var store = await PostgresStore.OpenAsync(database, time, cancellation);
        try
        {
            var secrets = SharedSecrets.Open(options.DataFolder, store, options.Environment);
            var services = new Services(store, store, new PostgresBlobs(store))
            {
                Epoch = await RestoredStart.OpenAsync(store, store.Time.GetUtcNow(), cancellation),
            };
            var (wake, changes, secretsChanged) = (new WakeSignal(), new ChangeFeed { Elsewhere = store.TellCase }, new WakeSignal());
            var presence = await PostgresPresence.StartAsync(
                store, OwnerName(secrets, store.Time), new PresenceEvents(wake.Set, secretsChanged.Set, changes.Hear), cancellation);
            var context = Context(options, book, secrets, services with { Wake = wake, Changes = changes, Presence = presence }, store.Time);
            return new OpenedHub(context, secrets, secretsChanged);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static HubContext Context(HubOptions options, RuleBook book, SecretStore secrets, Services services, TimeProvider time)
    {
        var connections = Connections(book, secrets);
        var pauses = new CallPauses();
        var calls = new CallServices(services.Journal, time, pauses);
        var opening = new ConnectionOpening(calls, services.Blobs, new NetworkGuard(options.AllowedNetworks));
        var connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal);
        foreach (var settings in connections.Values)
            connectors[settings.Id] = opening.Open(settings);
        return new HubContext
        {
            Journal = services.Journal,
            Reader = services.Reader,
            Blobs = services.Blobs,
            Chain = new EntryChain(secrets.JournalKey()),
            Book = book,
            Connectors = connectors,
            OpenConnector = opening.Open,
            Connections = connections,
            Epoch = services.Epoch,
            Pauses = pauses,
            Time = time,
            Node = $"{Environment.MachineName}:{options.Port}",
            Measures = calls.Measures,
            Watches = calls.Watches,
            Owner = services.Presence?.Name ?? OwnerName(secrets, time),
            Wake = services.Wake,
            Changes = services.Changes,
            Presence = services.Presence,
            Lease = options.Lease,
        };
    }

    private static string OwnerName(SecretStore secrets, TimeProvider time) =>
        $"{Environment.MachineName}-{Environment.ProcessId}-{secrets.Derive($"start:{time.GetUtcNow().UtcTicks}")[..8]}";

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

    /// <summary>What a store brings with it.</summary>
    private sealed record Services(IJournal Journal, IJournalReader Reader, IBlobStore Blobs)
    {
        public WakeSignal Wake { get; init; } = new();

        public ChangeFeed Changes { get; init; } = new();

        public HubEpoch Epoch { get; init; } = HubEpoch.First;

        public PostgresPresence? Presence { get; init; }
    }
}

/// <summary>A node that is put together and does nothing yet.</summary>
/// <param name="SecretsChanged">Set when another node was given a secret.</param>
public sealed record OpenedHub(HubContext Context, SecretStore Secrets, WakeSignal SecretsChanged);
