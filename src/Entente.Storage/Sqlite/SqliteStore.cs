using System.Collections.Immutable;
using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// The journal in one file: the embedded default. One thread writes and commits in groups, readers see committed states beside it, a third
/// thread checkpoints. A full disk refuses operations and passes; a failed write or sync stops the store for good
/// (<see cref="StorageException"/>).
/// </summary>
public sealed class SqliteStore : IJournal, IJournalReader
{
    private readonly StoreFile file;
    private readonly StoreHealth health = new();
    private readonly Checkpointer checkpointer;
    private readonly Writer writer;
    private readonly Readers readers;
    private readonly Store store;
    private readonly Budgets budgets;
    private readonly Values values;
    private readonly Audits audits;
    private bool isDisposed;

    private SqliteStore(StoreFile file, Session session, StoreTuning tuning)
    {
        this.file = file;
        store = new Store(session);
        budgets = new Budgets(session);
        values = new Values(session);
        audits = new Audits(session);
        readers = new Readers(file.Path, tuning, health);
        checkpointer = new Checkpointer(new Session(Connections.OpenCheckpointer(file.Path, tuning)), health, tuning.OperationsPerPass);
        writer = new Writer(session, health, checkpointer, FilePresence.Of(file.Path, tuning));
    }

    /// <summary>Opens the file, makes it where there is none, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">Another process has it open, its schema is another, or the disk failed.</exception>
    public static Task<SqliteStore> OpenAsync(string path, CancellationToken cancellation) =>
        OpenAsync(path, StoreTuning.Product, cancellation);

    internal static Task<SqliteStore> OpenAsync(string path, StoreTuning tuning, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = StoreFile.Hold(path);
        Session? session = null;
        try
        {
            session = new Session(Connections.OpenWriter(file.Path, tuning));
            Migrations.Run(session);
            Claims.EndAll(session);
            return Task.FromResult(new SqliteStore(file, session, tuning));
        }
        catch (Exception failure)
        {
            session?.Dispose();
            file.Dispose();
            if (failure is Microsoft.Data.Sqlite.SqliteException sqlite)
                throw new StorageException(StorageFault.Broken, $"{file.Path} cannot be opened: {failure.Message}", sqlite);
            throw;
        }
    }

    public async Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) =>
        await writer.RunAsync(() => store.Notices.Add(notice), cancellation, store.Arrived) is not null;

    public async Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        var request = new ClaimRequest(owner, lease, now);
        while (true)
        {
            health.ThrowIfBroken();
            var attempt = store.Holds.TryNext(request);
            if (attempt.Lapsed is { } lapsed && await TakeOverAsync(lapsed, request, cancellation) is { } taken)
                return taken;
            if (attempt.Claim is not null || (attempt.Lapsed is null && !attempt.MustRead))
                return attempt.Claim;
            if (attempt.MustRead)
                await ReadDueAsync(cancellation);
        }
    }

    public Task<Claim?> ClaimTicketAsync(
        TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        var request = new ClaimRequest(owner, lease, now);
        return writer.RunAsync(() => store.Claim(ticket, request), cancellation);
    }

    public async Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation)
    {
        health.ThrowIfBroken();
        var isOwner = store.Holds.Owns(claim);
        if (store.Residents.Find(claim, known, isOwner) is { } resident)
            return resident;
        var reading = store.Residents.BeginReading(claim.Ticket.Id);
        Resident? found = null;
        try
        {
            (var work, found) = await readers.RunAsync(reader => Work.Load(reader, claim, known), cancellation);
            return work;
        }
        finally
        {
            store.Residents.Read(claim, reading, found, isOwner);
        }
    }

    public async Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation)
    {
        BatchShape.Require(claim, batch);
        return (await writer.RunAsync(() => store.Append(claim, batch), cancellation, done => store.Appended(claim, batch, done))).Outcome;
    }

    public Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        health.ThrowIfBroken();
        return Task.FromResult(store.Holds.Renew(claim, now + lease));
    }

    public Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
        writer.RunAsync(() => store.Release(claim, due), cancellation, at => store.Released(claim, at));

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        health.ThrowIfBroken();
        while (store.Holds.MustRead)
            await ReadDueAsync(cancellation);
        return store.Holds.NextDue();
    }

    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        writer.RunAsync(() => budgets.Take(request, now), cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        WriteAsync(() => budgets.Pause(connection, budget, until), cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) =>
        readers.RunAsync(reader => Values.Read(reader, name), cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) =>
        WriteAsync(() => values.Write(name, value), cancellation);

    public Task<IReadOnlyList<StoredEntry>> EntriesAsync(string ticketId, long from, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<StoredEntry>>(reader => Reader.Entries(reader, ticketId, from, limit), cancellation);

    public Task<IReadOnlyList<TicketRow>> TicketsAsync(string? party, string? after, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<TicketRow>>(reader => Reader.Tickets(reader, party, after, limit), cancellation);

    public Task<TicketRow?> TicketAsync(string ticketId, CancellationToken cancellation) =>
        readers.RunAsync(reader => Reader.Ticket(reader, ticketId), cancellation);

    public Task<TicketRow?> TicketByKeyAsync(string connection, string key, CancellationToken cancellation) =>
        readers.RunAsync(reader => Reader.TicketByKey(reader, connection, key), cancellation);

    public Task<IReadOnlyList<SideRow>> SidesAsync(string? party, string? state, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<SideRow>>(reader => Reader.Sides(reader, party, state), cancellation);

    public Task<IReadOnlyList<ChangeRow>> ChangesAsync(string? ticketId, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<ChangeRow>>(reader => Reader.Changes(reader, ticketId), cancellation);

    public Task<IReadOnlyList<EffectRow>> EffectsAsync(string? ticketId, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<EffectRow>>(reader => Reader.Effects(reader, ticketId), cancellation);

    public Task<EffectRow?> EffectAsync(string id, CancellationToken cancellation) =>
        readers.RunAsync(reader => Reader.Effect(reader, id), cancellation);

    public Task<Backlog> BacklogAsync(DateTimeOffset now, CancellationToken cancellation) =>
        readers.RunAsync(reader => Reader.Backlog(reader, now), cancellation);

    public Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>>> ChangeCountsAsync(CancellationToken cancellation) =>
        readers.RunAsync(Reader.ChangeCounts, cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) => writer.RunAsync(() => audits.Add(act), cancellation);

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<AuditEntry>>(reader => Chains.Audit(reader, from, limit), cancellation);

    public Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<StoredEntry>>(reader => Chains.Entries(reader, afterTicket, afterN, limit), cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<ChainHead>>(reader => Chains.Heads(reader, afterTicket, limit), cancellation);

    public Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation) =>
        readers.RunAsync<IReadOnlyList<LaneMessage>>(reader => Chains.Lanes(reader, after, limit), cancellation);

    /// <summary>Writes what waits, then lets go of the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        await writer.DisposeAsync();
        health.Break(new ObjectDisposedException(nameof(SqliteStore)));
        await readers.DisposeAsync();
        checkpointer.Dispose();
        file.Dispose();
    }

    /// <summary>Behind the last write of the owner whose lease ran out, so that what it wrote in time is seen.</summary>
    private Task<Claim?> TakeOverAsync(TicketAddress ticket, ClaimRequest request, CancellationToken cancellation) =>
        writer.RunAsync(() => store.TakeOver(ticket, request), cancellation);

    /// <summary>Reads the next of what is due. On the writer's thread, which alone knows what the file holds when memory follows.</summary>
    private Task ReadDueAsync(CancellationToken cancellation) => store.Holds.Horizon is not { } after
        ? Task.CompletedTask
        : writer.RunAsync(() => store.Claims.Next(after), cancellation, found => store.Holds.Extend(after, found.Read, found.IsAll));

    private Task WriteAsync(Action step, CancellationToken cancellation) => writer.RunAsync<object?>(
        () =>
        {
            step();
            return null;
        },
        cancellation);
}
