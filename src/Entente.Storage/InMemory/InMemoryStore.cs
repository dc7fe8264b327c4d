using System.Collections.Immutable;
using Entente.Core.Journal;
using Entente.Storage.Copies;

namespace Entente.Storage.InMemory;

/// <summary>
/// The journal of a simulated hub: every call has finished when it returns, in a defined order, without clock, thread or disk. It outlives the
/// nodes that crash around it: disposing it keeps what it holds. Callers on several threads take turns.
/// </summary>
public sealed class InMemoryStore : IJournal, IJournalReader
{
    private readonly Lock turn = new();
    private readonly Tables tables = new();
    private readonly Notices notices;
    private readonly Claims claims;
    private readonly Work work;
    private readonly Appends appends;
    private readonly Budgets budgets;
    private readonly Reader reader;
    private readonly Chains chains;

    public InMemoryStore()
    {
        notices = new Notices(tables);
        claims = new Claims(tables);
        work = new Work(tables);
        appends = new Appends(tables, notices, claims);
        budgets = new Budgets(tables);
        reader = new Reader(tables);
        chains = new Chains(tables);
    }

    public Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) => TakeTurn(() => notices.Add(notice), cancellation);

    public Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        TakeTurn(() => claims.Next(new ClaimRequest(owner, lease, now)), cancellation);

    public Task<Claim?> ClaimTicketAsync(TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        TakeTurn(() => claims.Named(ticket, new ClaimRequest(owner, lease, now)), cancellation);

    public Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
        TakeTurn(() => work.Load(claim, known), cancellation);

    public Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) =>
        TakeTurn(() => appends.Append(claim, batch), cancellation);

    public Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        TakeTurn(() => claims.Renew(claim, now + lease), cancellation);

    public Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
        TakeTurn(() => claims.Release(claim, due), cancellation);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => TakeTurn(claims.NextDue, cancellation);

    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        TakeTurn(() => budgets.Take(request, now), cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        TakeTurn(() => budgets.Pause(connection, budget, until), cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) =>
        TakeTurn(() => tables.Values.GetValueOrDefault(name), cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) =>
        TakeTurn(() => { tables.Values[name] = value; }, cancellation);

    public Task<IReadOnlyList<StoredEntry>> EntriesAsync(string ticketId, long from, int limit, CancellationToken cancellation) =>
        TakeTurn(() => reader.Entries(ticketId, from, limit), cancellation);

    public Task<IReadOnlyList<TicketRow>> TicketsAsync(string? party, string? after, int limit, CancellationToken cancellation) =>
        TakeTurn(() => reader.Tickets(party, after, limit), cancellation);

    public Task<TicketRow?> TicketAsync(string ticketId, CancellationToken cancellation) => TakeTurn(() => reader.Ticket(ticketId), cancellation);

    public Task<TicketRow?> TicketByKeyAsync(string connection, string key, CancellationToken cancellation) =>
        TakeTurn(() => reader.TicketByKey(connection, key), cancellation);

    public Task<IReadOnlyList<SideRow>> SidesAsync(string? party, string? state, CancellationToken cancellation) =>
        TakeTurn(() => reader.Sides(party, state), cancellation);

    public Task<IReadOnlyList<ChangeRow>> ChangesAsync(string? ticketId, CancellationToken cancellation) =>
        TakeTurn(() => reader.Changes(ticketId), cancellation);

    public Task<IReadOnlyList<EffectRow>> EffectsAsync(string? ticketId, CancellationToken cancellation) =>
        TakeTurn(() => reader.Effects(ticketId), cancellation);

    public Task<EffectRow?> EffectAsync(string id, CancellationToken cancellation) => TakeTurn(() => reader.Effect(id), cancellation);

    public Task<Backlog> BacklogAsync(DateTimeOffset now, CancellationToken cancellation) =>
        TakeTurn(() => reader.Backlog(now), cancellation);

    public Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>>> ChangeCountsAsync(CancellationToken cancellation) =>
        TakeTurn(reader.ChangeCounts, cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) => TakeTurn(() => chains.Add(act), cancellation);

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation) =>
        TakeTurn(() => chains.Audit(from, limit), cancellation);

    public Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation) =>
        TakeTurn(() => chains.Entries(afterTicket, afterN, limit), cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation) =>
        TakeTurn(() => chains.Heads(afterTicket, limit), cancellation);

    public Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation) =>
        TakeTurn(() => chains.Lanes(after, limit), cancellation);

    /// <summary>The store as canonical rows; rows are read as of the call.</summary>
    public IStoreCopy Copy() => new InMemoryCopy(tables, turn);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> TakeTurn<T>(Func<T> step, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        try
        {
            lock (turn)
                return Task.FromResult(step());
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or ArgumentException)
        {
            return Task.FromException<T>(refusal);
        }
    }

    private Task TakeTurn(Action step, CancellationToken cancellation) => TakeTurn<object?>(
        () =>
        {
            step();
            return null;
        },
        cancellation);
}
