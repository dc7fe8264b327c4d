using System.Text;

using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Audit;
using Entente.Storage.Blobs;
using Entente.Storage.Sqlite;
using Entente.Unit.Tests.Connectors.Http;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Unit.Tests.Node.Audit;

/// <summary>A data folder as a hub leaves it that was stopped: an audit log, tickets with lanes, and checkpoints on the way.</summary>
internal sealed class AuditedFolder : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public string Path => folder.FullName;

    public string StorePath => System.IO.Path.Combine(folder.FullName, "entente.db");

    public string CheckpointPath => System.IO.Path.Combine(folder.FullName, CheckpointFile.Name);

    public static async Task<AuditedFolder> MakeAsync(int acts, int tickets, int entries)
    {
        var made = new AuditedFolder();
        var secrets = SecretStore.Open(made.Path, _ => null);
        var store = await SqliteStore.OpenAsync(made.StorePath, CancellationToken.None);
        var hub = Hub(store, secrets);
        var checkpoints = new Checkpoints(hub, made.Path, secrets.CheckpointKey(), NullLogger.Instance);
        checkpoints.Open();
        await hub.Audit.RecordAsync("node a", AuditActs.NodeStarted, "checkpoint 0", "done", CancellationToken.None);
        using (var ended = new CancellationTokenSource())
        {
            var loop = checkpoints.RunAsync(ended.Token);
            await ended.CancelAsync();
            await loop;
        }

        for (var i = 0; i < acts; i++)
            await hub.Audit.RecordAsync(Audited.Holder, AuditActs.Retry, $"zd:{i}", "done", CancellationToken.None);
        checkpoints.Write(isLast: false);
        for (var i = 0; i < tickets; i++)
            await FillAsync(hub, i, entries);
        checkpoints.Write(isLast: false);
        await hub.Audit.RecordAsync("node a", AuditActs.NodeStarted, $"checkpoint {checkpoints.Number}", "done", CancellationToken.None);
        await hub.Audit.RecordAsync("node a", AuditActs.NodeStopped, AuditActs.Complete, "done", CancellationToken.None);
        checkpoints.Write(isLast: true);
        await store.DisposeAsync();
        return made;
    }

    public Task<ChainReport> CheckAsync(ChainMark? expected = null) => StoreCheck.RunAsync(Path, null, expected, CancellationToken.None);

    /// <summary>As <see cref="CheckAsync"/> for a store that other nodes write too.</summary>
    public async Task<ChainReport> CheckSharedAsync()
    {
        var secrets = SecretStore.Open(Path, _ => null);
        var checkpoints = CheckpointFile.Read(CheckpointPath, secrets.CheckpointKey());
        using var chains = SqliteArchive.Open(StorePath);
        var check = new ChainCheck(chains, new EntryChain(secrets.JournalKey()), checkpoints.Marks, null) { IsShared = true };
        return await check.RunAsync(checkpoints.Last!.N, checkpoints.Last.IsLast, CancellationToken.None);
    }

    /// <summary>The store's file under hands that may write it and have no key.</summary>
    public Session Open() => new(Connections.OpenWriter(StorePath));

    /// <summary>Adds acts to the log as a hub with the key would, after its last checkpoint.</summary>
    public async Task RecordAsync(params (string What, string On)[] acts)
    {
        await using var store = await SqliteStore.OpenAsync(StorePath, CancellationToken.None);
        var hub = Hub(store, SecretStore.Open(Path, _ => null));
        ((ManualTime)hub.Time).Advance(TimeSpan.FromHours(1));
        foreach (var (what, on) in acts)
            await hub.Audit.RecordAsync("node a", what, on, "done", CancellationToken.None);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task FillAsync(HubContext hub, int number, int entries)
    {
        var ticket = new TicketAddress($"ticket-{number}", "infinity", "zd");
        var receiver = new TicketAddress($"receiver-{number}", "mercuri", "jr");
        var claimed = await hub.Journal.ClaimTicketAsync(ticket, "a", TimeSpan.FromSeconds(30), Start, CancellationToken.None);
        var (head, hash, sent) = (0L, "", "");
        while (head < entries)
        {
            var entry = hub.Chain.Next(ticket.Id, head + 1, Start.AddSeconds(head), "read", Encoding.UTF8.GetBytes($"{{\"n\":{head}}}"), hash);
            var send = new LaneMessage("twin", ticket.Id, receiver, 1, head + 1, "replica", Encoding.UTF8.GetBytes($"envelope {head}"), sent, "");
            send = send with { Hash = EntryChain.LaneHash(send) };
            var row = new TicketRow(ticket, $"native-{number}", null, "case", "Checkout fails", Start);
            var batch = new Batch { Entries = [entry], Row = row, Sends = [send] };
            (await hub.Journal.AppendAsync(claimed.ShouldNotBeNull(), batch, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
            hub.Moved.Note(batch);
            (head, hash, sent) = (entry.N, entry.Hash, send.Hash);
        }
    }

    private static HubContext Hub(SqliteStore store, SecretStore secrets) => new()
    {
        Journal = store,
        Reader = store,
        Blobs = new InMemoryBlobs(),
        Chain = new EntryChain(secrets.JournalKey()),
        Book = null!, // no rule is asked for
        Connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal),
        Connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal),
        Time = new ManualTime(Start),
        Owner = "a",
    };
}
