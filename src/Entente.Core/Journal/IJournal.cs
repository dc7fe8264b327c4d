using System.Collections.Immutable;

namespace Entente.Core.Journal;

/// <summary>
/// The one port of storage: what happened, per ticket, in order, durable before it is acknowledged (Invariant 1).
/// A ticket is owned by one node at a time: <see cref="ClaimAsync"/> raises its fence, and every append names the fence and the head that it builds
/// on, so a node that lost its claim without noticing is refused. Every row carries its ticket; no transaction needs two tickets: an append to a lane
/// is the sender's, taking from it the receiver's. Instants are the caller's (a virtual clock in simulation).
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Stores a hint that a ticket changed, and makes the ticket due. False when this delivery is known already.</summary>
    Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation);

    /// <summary>Claims the ticket that has been due longest and that nobody holds a running lease on; null when none is due.</summary>
    Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Claims one named ticket (it is made if it does not exist); null while another owner's lease runs.</summary>
    Task<Claim?> ClaimTicketAsync(TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>What waits for the owner of a claimed ticket: its state, its notices, and what its lanes hold beyond what it took.</summary>
    /// <param name="known">Hash of the entry that the caller remembers the state at: while that is the newest, the state is left out.</param>
    Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation);

    /// <summary>Appends at the head under the fence, all or nothing, durable on return. Tickets to which the batch sends become due.</summary>
    Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation);

    /// <summary>Prolongs the lease; false when the claim is lost.</summary>
    Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Gives the ticket back; it is due again at <paramref name="due"/>, or at once if something arrived meanwhile. Null: only when something
    /// arrives.
    /// </summary>
    Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation);

    /// <summary>The earliest instant at which an unclaimed ticket is or becomes due.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes calls from a connection's budget for the whole cluster. What is not granted comes with the instant at which to ask again.
    /// </summary>
    Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Closes a budget until an instant; a later instant wins over an earlier one, and an earlier one never shortens it.</summary>
    Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>A small named value outside any ticket, such as a poll's cursor.</summary>
    Task<string?> ReadValueAsync(string name, CancellationToken cancellation);

    /// <summary>Stores a named value, durable on return.</summary>
    Task WriteValueAsync(string name, string value, CancellationToken cancellation);

    /// <summary>
    /// Adds an act to the audit log, numbered and chained after the newest (<see cref="AuditChain.Next"/>) whoever else writes; durable on return.
    /// </summary>
    Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation);
}

/// <summary>What reads the journal for pages, commands and checks; never on the path of a change. Results are ordered as said.</summary>
public interface IJournalReader : IChainReader
{
    /// <summary>A ticket's entries from <paramref name="from"/> on, ascending.</summary>
    Task<IReadOnlyList<StoredEntry>> EntriesAsync(string ticketId, long from, int limit, CancellationToken cancellation);

    /// <summary>Tickets of a party (null: the engine's own view), by id after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<TicketRow>> TicketsAsync(string? party, string? after, int limit, CancellationToken cancellation);

    /// <summary>One ticket by its id.</summary>
    Task<TicketRow?> TicketAsync(string ticketId, CancellationToken cancellation);

    /// <summary>One ticket by what people call it, at a connection; the newest where a key was reused.</summary>
    Task<TicketRow?> TicketByKeyAsync(string connection, string key, CancellationToken cancellation);

    /// <summary>Sides by state (null: all), ordered by ticket and twin.</summary>
    Task<IReadOnlyList<SideRow>> SidesAsync(string? party, string? state, CancellationToken cancellation);

    /// <summary>Changes of a ticket, or of all (null), ordered by ticket, twin, sequence and number.</summary>
    Task<IReadOnlyList<ChangeRow>> ChangesAsync(string? ticketId, CancellationToken cancellation);

    /// <summary>Effects of a ticket, or of all (null), ordered by ticket and id.</summary>
    Task<IReadOnlyList<EffectRow>> EffectsAsync(string? ticketId, CancellationToken cancellation);

    /// <summary>One effect by its id: whose marker a ticket carries.</summary>
    Task<EffectRow?> EffectAsync(string id, CancellationToken cancellation);

    /// <summary>
    /// What waits, as counts. A store answers it by counting; this one, for a store that cannot, reads the rows and leaves out what is due.
    /// </summary>
    async Task<Backlog> BacklogAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var effects = await EffectsAsync(null, cancellation);
        return new Backlog(
            0, null, effects.Count(effect => effect.State == "planned"), effects.Count(effect => effect.State == "inflight"),
            effects.Count(effect => effect.State == "ambiguous"));
    }

    /// <summary>How many changes stand in each state per link: the conservation identity of Invariant 7.</summary>
    Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>>> ChangeCountsAsync(CancellationToken cancellation);
}
