namespace Entente.Core.Journal;

/// <summary>
/// Names one ticket row. <paramref name="Id"/> is H(connection, native id), or H(connection, twin) for one that the hub itself makes.
/// </summary>
public sealed record TicketAddress(string Id, string Party, string Connection);

/// <summary>A hint that a ticket changed. Unique by connection and delivery.</summary>
/// <param name="NativeId">
/// The ticket's native id; the store finds the owning ticket by it, or uses <paramref name="Ticket"/> when none has it.
/// </param>
/// <param name="Source"><c>webhook</c>, <c>poll</c>, <c>scan</c>, <c>retry</c>, <c>person</c>.</param>
/// <param name="Revision">The revision that the hint showed, if it did.</param>
public sealed record Notice(TicketAddress Ticket, string NativeId, string Delivery, string Source, string? Revision, DateTimeOffset ReceivedAt);

/// <summary>The right to write one ticket until the lease ends. The fence rises with every claim.</summary>
public sealed record Claim(TicketAddress Ticket, string Owner, long Fence, DateTimeOffset LeaseUntil);

/// <summary>What an owner finds: its ticket's state, its notices and its inbox, in order.</summary>
/// <param name="HeadHash">Hash of the newest entry; empty before the first.</param>
/// <param name="State">Null for a new ticket, and when the reader said that it knows the state at this hash.</param>
public sealed record TicketWork(long Head, string HeadHash, StoredState? State, IReadOnlyList<Notice> Notices, IReadOnlyList<LaneMessage> Inbox);

/// <summary>A ticket's state as the journal has it: a copy that may lie behind the head, and what happened since.</summary>
/// <param name="At">Number of the entry that the copy stands at; 0 when there is none.</param>
/// <param name="Copy">The newest <see cref="Batch.State"/>; null when no batch brought one.</param>
/// <param name="Since">Payloads of the entries from <paramref name="At"/> + 1 up to the head, in order; empty where one was erased.</param>
public sealed record StoredState(long At, byte[]? Copy, IReadOnlyList<byte[]> Since);

/// <summary>Whether an append was made.</summary>
public enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Appended,

    /// <summary>The claim's fence or the batch's head is no longer the ticket's: another owner has it. Nothing was written.</summary>
    Fenced,
}

/// <summary>
/// One thing that happened to a ticket. Numbered from 1 without a gap, chained by hash over a salted hash of its payload, so that text can be erased
/// and the chain still verified.
/// </summary>
/// <param name="Kind">A registered kind of entry.</param>
/// <param name="Payload">JSON, erasable.</param>
public sealed record JournalEntry(long N, DateTimeOffset At, string Kind, byte[] Payload, byte[] Salt, string PreviousHash, string Hash)
{
    /// <summary>Hash of salt and payload, from which <see cref="Hash"/> is made: what verifies the chain once payload and salt are erased.</summary>
    public string PayloadHash { get; init; } = "";
}

/// <summary>An entry as stored; <see cref="JournalEntry.Payload"/> is empty once erased.</summary>
public sealed record StoredEntry(string TicketId, JournalEntry Entry);

/// <summary>An envelope in the lane from one side to the other. Sequence numbers run from 1 without a gap per (twin, sender, epoch).</summary>
/// <param name="Kind"><c>replica</c>, <c>receipt</c>, <c>close</c>.</param>
public sealed record LaneMessage(
    string Twin, string FromTicket, TicketAddress To, int Epoch, long Seq, string Kind, byte[] Envelope, string PreviousHash, string Hash);

/// <summary>The position up to which a receiver took a lane.</summary>
public sealed record LanePosition(string Twin, string FromTicket, int Epoch, long Seq);

/// <summary>All that one decision about one ticket writes, in one transaction.</summary>
public sealed record Batch
{
    /// <summary>Consecutive from head + 1; at least one.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>
    /// A copy of the ticket's state after the last entry: a cache, it can be rebuilt from the entries. Null leaves the copy that is stored, and who
    /// loads the ticket folds what came after it; so before a payload after the copy can be erased, a copy must be stored.
    /// </summary>
    public byte[]? State { get; init; }

    public required TicketRow Row { get; init; }

    public IReadOnlyList<LaneMessage> Sends { get; init; } = [];

    public IReadOnlyList<LanePosition> Takes { get; init; } = [];

    /// <summary>Notices that the entries answer; they are kept for deduplication and no longer waiting.</summary>
    public IReadOnlyList<string> NoticesDone { get; init; } = [];

    /// <summary>A hint handed on to another ticket: the native id turned out to be a ticket that the hub itself made.</summary>
    public Notice? Forward { get; init; }

    public IReadOnlyList<SideRow> Sides { get; init; } = [];

    public IReadOnlyList<ChangeRow> Changes { get; init; } = [];

    public IReadOnlyList<EffectRow> Effects { get; init; } = [];

    /// <summary>Envelopes that this batch finished with something applied: measured once the batch is durable, and stored nowhere.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>Gives the ticket back with the same stroke, as <see cref="IJournal.ReleaseAsync"/> does; null keeps the claim.</summary>
    public Release? Release { get; init; }
}

/// <summary>An envelope whose effects are all confirmed at the target.</summary>
/// <param name="From">Connection of the source.</param>
/// <param name="To">Connection of the target.</param>
/// <param name="ChangedAt">When the change was made, by the source tracker's clock.</param>
public sealed record Delivery(string Link, string Twin, string FromTicket, long Seq, string From, string To, DateTimeOffset ChangedAt);

/// <summary>
/// The end of a claim: the ticket is due again at <paramref name="Due"/>, or at once if something arrived meanwhile; null: only then.
/// </summary>
public sealed record Release(DateTimeOffset? Due);

/// <summary>
/// What lists show of a ticket. <paramref name="NativeId"/> is null until a ticket that the hub makes exists; a native id belongs to one ticket.
/// </summary>
public sealed record TicketRow(TicketAddress Ticket, string? NativeId, string? Key, string? CaseId, string Title, DateTimeOffset Updated);

/// <summary>One ticket's end of one twin, as lists show it. Key: ticket and twin.</summary>
/// <param name="State">A name of the side's state machine.</param>
/// <param name="Parked">JSON of the reason, when parked.</param>
public sealed record SideRow(string TicketId, string Party, string Twin, string Link, string State, string? Parked);

/// <summary>One difference that a tracker showed. Key: ticket, twin, sequence (the entry that saw it), number.</summary>
/// <param name="ReplicaSeq">The envelope that carried it; 0 when none did.</param>
public sealed record ChangeRow(
    string TicketId, string Party, string Twin, string Link, long Seq, int N, string Field, string State, string? Reason, long ReplicaSeq);

/// <summary>One intended write. Key: id; a second row of the same id cannot exist (Invariant 3).</summary>
/// <param name="State"><c>planned</c>, <c>inflight</c>, <c>ambiguous</c>, or how it ended.</param>
/// <param name="Attempt">Sends so far.</param>
/// <param name="RemoteId">What the write made at its tracker; null before it is known, or where nothing is made.</param>
public sealed record EffectRow(string Id, string TicketId, string Party, string Kind, string State, int Attempt, string? RemoteId)
{
    /// <summary>True while its outcome is not final.</summary>
    public bool IsOpen => State is "planned" or "inflight" or "ambiguous";
}

/// <summary>What waits in a store.</summary>
/// <param name="TicketsDue">Tickets that could be claimed now.</param>
/// <param name="OldestDue">Since when the first of them could.</param>
/// <param name="Planned">Effects that were not sent yet.</param>
/// <param name="InFlight">Effects under way.</param>
/// <param name="Ambiguous">Effects of unknown outcome: they settle and are then looked for.</param>
public sealed record Backlog(long TicketsDue, DateTimeOffset? OldestDue, long Planned, long InFlight, long Ambiguous)
{
    /// <summary>Effects without a final outcome.</summary>
    public long OpenEffects => Planned + InFlight + Ambiguous;
}

/// <summary>Asks for calls from a connection's budget.</summary>
/// <param name="Limit">The budget's rate, in calls a window; it holds at most one window's worth.</param>
public sealed record TokenRequest(string Connection, string Budget, int Count, int Limit)
{
    /// <summary>The time in which the budget refills. Default one minute; the same for every request to one budget.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Granted when <paramref name="Granted"/> is the count asked for; else the instant at which to ask again.</summary>
public sealed record TokenGrant(int Granted, DateTimeOffset? AskAgainAt);
