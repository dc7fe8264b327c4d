using System.Collections.Immutable;

using Entente.Core.Journal;

namespace Entente.Storage.Postgres;

/// <summary>
/// The journal in PostgreSQL, which is the distributed engine: any number of equal nodes open one each on the same database. Ownership, order,
/// timers, budgets and durability are the database's (docs/decisions/0001). A server that goes away is waited for; what was sent to it and not
/// answered is looked up, never assumed.
/// </summary>
public sealed class PostgresStore : IJournal, IJournalReader
{
    private readonly Wakes wakes;
    private readonly Work work;
    private readonly Notices notices;
    private readonly Claims claims;
    private readonly Appends appends;
    private readonly Budgets budgets;
    private readonly Values values;
    private readonly Audits audits;
    private readonly Reader reader;

    private PostgresStore(Connections connections)
    {
        Connections = connections;
        Stillness = new Stillness(connections.Time);
        wakes = new Wakes(connections, Signals, Stillness);
        work = new Work(connections);
        notices = new Notices(connections, wakes);
        claims = new Claims(connections, wakes, Stillness);
        appends = new Appends(connections);
        budgets = new Budgets(connections);
        values = new Values(connections);
        audits = new Audits(connections);
        reader = new Reader(connections, null);
    }

    /// <summary>The database's clock, which is every node's.</summary>
    public TimeProvider Time => Connections.Time;

    internal Connections Connections { get; }

    internal Signals Signals { get; } = new();

    internal Stillness Stillness { get; }

    /// <summary>Connects, and brings the schema to this program's: makes it where there is none.</summary>
    /// <exception cref="StorageException">The server does not answer or refuses, or its schema is another.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresAddress address, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new PostgresStore(await Connections.OpenAsync(address, time));
    }

    /// <summary>What a party may see of the journal: the database itself shows no row of another (row-level security).</summary>
    public IJournalReader ReaderOf(string party) => new Reader(Connections, party);

    /// <summary>Tells the other nodes, while this one is among them, that a case changed.</summary>
    public void TellCase(string caseId) => Signals.Case(caseId);

    public Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) => notices.AddAsync(notice, cancellation);

    public Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        claims.NextAsync(new ClaimRequest(owner, lease, now), cancellation);

    public Task<Claim?> ClaimTicketAsync(TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        claims.NamedAsync(ticket, new ClaimRequest(owner, lease, now), cancellation);

    public Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) => work.LoadAsync(claim, known, cancellation);

    public async Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation)
    {
        BatchShape.Require(claim, batch);
        var outcome = await appends.AppendAsync(claim, batch, batch.Release is null ? 0 : work.Forget(claim), cancellation);
        if (batch.Sends.Count > 0 || batch.Forward is not null)
            wakes.Left();
        if (batch.Release is not null)
            Stillness.Stir();
        return outcome;
    }

    public Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        claims.RenewAsync(claim, now + lease, cancellation);

    public Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
        claims.ReleaseAsync(claim, due, work.Forget(claim), cancellation);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => claims.NextDueAsync(cancellation);

    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        budgets.TakeAsync(request, now, cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        budgets.PauseAsync(connection, budget, until, cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) => values.ReadAsync(name, cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) => values.WriteAsync(name, value, cancellation);

    public Task<IReadOnlyList<StoredEntry>> EntriesAsync(string ticketId, long from, int limit, CancellationToken cancellation) =>
        reader.EntriesAsync(ticketId, from, limit, cancellation);

    public Task<IReadOnlyList<TicketRow>> TicketsAsync(string? party, string? after, int limit, CancellationToken cancellation) =>
        Of(party).TicketsAsync(party, after, limit, cancellation);

    public Task<TicketRow?> TicketAsync(string ticketId, CancellationToken cancellation) => reader.TicketAsync(ticketId, cancellation);

    public Task<TicketRow?> TicketByKeyAsync(string connection, string key, CancellationToken cancellation) =>
        reader.TicketByKeyAsync(connection, key, cancellation);

    public Task<IReadOnlyList<SideRow>> SidesAsync(string? party, string? state, CancellationToken cancellation) =>
        Of(party).SidesAsync(party, state, cancellation);

    public Task<IReadOnlyList<ChangeRow>> ChangesAsync(string? ticketId, CancellationToken cancellation) =>
        reader.ChangesAsync(ticketId, cancellation);

    public Task<IReadOnlyList<EffectRow>> EffectsAsync(string? ticketId, CancellationToken cancellation) =>
        reader.EffectsAsync(ticketId, cancellation);

    public Task<EffectRow?> EffectAsync(string id, CancellationToken cancellation) => reader.EffectAsync(id, cancellation);

    public Task<Backlog> BacklogAsync(DateTimeOffset now, CancellationToken cancellation) => reader.BacklogAsync(now, cancellation);

    public Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>>> ChangeCountsAsync(CancellationToken cancellation) =>
        reader.ChangeCountsAsync(cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) => audits.AddAsync(act, cancellation);

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation) =>
        reader.AuditAsync(from, limit, cancellation);

    public Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation) =>
        reader.AllEntriesAsync(afterTicket, afterN, limit, cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation) =>
        reader.HeadsAsync(afterTicket, limit, cancellation);

    public Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation) =>
        reader.LanesAsync(after, limit, cancellation);

    /// <summary>Folds what this node left, then lets go of the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await wakes.StopAsync();
        await Connections.DisposeAsync();
    }

    private IJournalReader Of(string? party) => party is null ? reader : ReaderOf(party);
}
