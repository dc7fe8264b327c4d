namespace Entente.Core.Journal;

/// <summary>
/// Verifies every chain of a store: the audit log, each ticket's entries, each lane. A link's hash covers its own content and the link before, so a
/// flip, a removal, a swap or an insertion shows at the link; a cut end, or an end written anew with hashes that fit, shows against the checkpoints,
/// which nobody without the hub's key can make.
/// </summary>
/// <param name="marks">The newest mark of each chain, by <see cref="ChainNames"/>.</param>
/// <param name="expected">A head of the audit log that somebody noted down outside the hub; null: none.</param>
public sealed class ChainCheck(IChainReader store, EntryChain chain, IReadOnlyDictionary<string, ChainMark> marks, ChainMark? expected)
{
    private const int PageRows = 2000;
    private const int MostFindings = 1000;

    private readonly List<ChainFinding> findings = [];
    private readonly HashSet<string> met = new(StringComparer.Ordinal);
    private readonly HashSet<string> seals = new(StringComparer.Ordinal);
    private readonly HashSet<string> erased = new(StringComparer.Ordinal);
    private readonly SortedSet<string> beyond = new(StringComparer.Ordinal);
    private long checkpointsNamed;
    private long epoch = 1;
    private bool hasStopped;

    /// <summary>
    /// True for a store that several nodes write, of whom one made these checkpoints: what it saw must be there, and where its last one lies says
    /// nothing.
    /// </summary>
    public bool IsShared { get; init; }

    /// <param name="checkpoints">Number of the newest checkpoint.</param>
    /// <param name="isComplete">True when the node ended after it, so that nothing may lie beyond it.</param>
    public async Task<ChainReport> RunAsync(long checkpoints, bool isComplete, CancellationToken cancellation)
    {
        var (audit, head) = await CheckAuditAsync(cancellation);
        var (tickets, entries) = await CheckTicketsAsync(cancellation);
        var envelopes = await CheckLanesAsync(cancellation);
        foreach (var (name, mark) in marks.OrderBy(mark => mark.Key, StringComparer.Ordinal))
            if (!met.Contains(name))
                Find($"{name} {mark.N}", $"A checkpoint saw this chain end at {mark.N}; it is cut off or gone.");
        if (!IsShared)
            CheckEnds(checkpoints, isComplete);
        return new ChainReport(audit, tickets, entries, envelopes, checkpoints, head.ToString(), [.. findings]);
    }

    private void CheckEnds(long checkpoints, bool isComplete)
    {
        foreach (var name in isComplete ? beyond : [])
            Find(name, "It goes on where the node's last checkpoint saw it end.");
        if (hasStopped && !isComplete)
            Find($"checkpoint {checkpoints + 1}", "The node stopped after it, and it is not there.");
        if (checkpointsNamed > checkpoints)
            Find($"checkpoint {checkpointsNamed}", $"The audit log names it; the newest one here is {checkpoints}: checkpoints were cut off.");
    }

    private async Task<(long Count, ChainMark Head)> CheckAuditAsync(CancellationToken cancellation)
    {
        var last = new ChainMark(0, "");
        await foreach (var entry in ChainPages.AuditAsync(store, PageRows, Find, cancellation))
        {
            if (entry.N != last.N + 1)
                Find($"audit {last.N + 1}", entry.N > last.N ? $"It is missing: the next entry is {entry.N}." : "Two entries have one number.");
            else if (entry.PreviousHash != last.Hash)
                Find($"audit {entry.N}", "It does not continue the entry before.");
            if (AuditChain.Hash(entry.N, entry.Act, entry.PreviousHash) != entry.Hash)
                Find($"audit {entry.N}", "Its content is not what its hash says.");
            if (entry.Act.Seal != chain.Seal(entry.Act))
                Find($"audit {entry.N}", "Its seal is not the hub's.");
            else if (!seals.Add(entry.Act.Seal[..16]))
                Find($"audit {entry.N}", "It is an act that stands in the log already.");
            last = new ChainMark(entry.N, entry.Hash);
            Meet(ChainNames.Audit, "audit", last);
            if (last.N == expected?.N && last != expected)
                Find($"audit {last.N}", "The head that was noted down for it is another.");
            Learn(entry.Act);
        }

        if (expected?.N > last.N)
            Find($"audit {expected.N}", $"A head was noted down for it; the log ends at {last.N}: it was cut off.");
        return (last.N, last);
    }

    /// <summary>What other checks need to know of an act: what was erased lawfully, how far the checkpoints went.</summary>
    private void Learn(AuditAct act)
    {
        if (act.What == AuditActs.Erased)
            erased.Add(act.On);
        hasStopped = act is { What: AuditActs.NodeStopped, On: AuditActs.Complete };
        if (!long.TryParse(act.On.AsSpan(act.On.LastIndexOf(' ') + 1), out var number))
            return;
        if (act.What == AuditActs.Restored && number > epoch)
            (epoch, checkpointsNamed) = (number, 0);
        if (act.What != AuditActs.NodeStarted)
            return;
        if (number < checkpointsNamed && !IsShared)
            Find($"checkpoint {number + 1}", $"The audit log named {checkpointsNamed} before it named {number}: checkpoints were cut off.");
        checkpointsNamed = Math.Max(checkpointsNamed, number);
    }

    private async Task<(long Tickets, long Entries)> CheckTicketsAsync(CancellationToken cancellation)
    {
        var (tickets, entries, ticket, last) = (0L, 0L, "", new ChainMark(0, ""));
        var heads = ChainPages.HeadsAsync(store, PageRows, Find, cancellation).GetAsyncEnumerator(cancellation);
        await using var _ = heads;
        var hasHead = await heads.MoveNextAsync();
        await foreach (var (id, entry) in ChainPages.EntriesAsync(store, PageRows, Find, cancellation))
        {
            if (id != ticket)
            {
                hasHead = await CheckHeadAsync(heads, hasHead, ticket, last);
                (ticket, last, tickets) = (id, new ChainMark(0, ""), tickets + 1);
            }

            CheckEntry(id, entry, last);
            last = new ChainMark(entry.N, entry.Hash);
            Meet(ChainNames.Ticket(id), $"ticket {id} entry", last);
            entries++;
        }

        hasHead = await CheckHeadAsync(heads, hasHead, ticket, last);
        for (; hasHead; hasHead = await heads.MoveNextAsync())
            Find($"ticket {heads.Current.TicketId}", $"It has a row that says {heads.Current.N} entries, and none is there.");
        return (tickets, entries);
    }

    private void CheckEntry(string ticket, JournalEntry entry, ChainMark last)
    {
        var record = $"ticket {ticket} entry {entry.N}";
        if (entry.N != last.N + 1)
            Find($"ticket {ticket} entry {last.N + 1}", $"It is missing: the next entry is {entry.N}.");
        else if (entry.PreviousHash != last.Hash)
            Find(record, "It does not continue the entry before.");
        if (EntryChain.Hash(ticket, entry.N, entry.At, entry.Kind, entry.PayloadHash, entry.PreviousHash) != entry.Hash)
            Find(record, "Its content is not what its hash says.");
        if (entry.Salt.Length == 0 && entry.Payload.Length == 0)
            CheckErased(ticket, entry.N, record);
        else if (!entry.Salt.AsSpan().SequenceEqual(chain.Salt(ticket, entry.N)))
            Find(record, "Its salt is not the hub's.");
        else if (EntryChain.PayloadHash(entry.Salt, entry.Payload) != entry.PayloadHash)
            Find(record, "Its payload is not what its hash says.");
    }

    private void CheckErased(string ticket, long n, string record)
    {
        if (!erased.Contains($"{ticket}/{n}"))
            Find(record, "Its payload is gone, and the audit log names no erasure.");
    }

    /// <summary>Compares a ticket's last entry with its row; rows without entries come first.</summary>
    private async Task<bool> CheckHeadAsync(IAsyncEnumerator<ChainHead> heads, bool hasHead, string ticket, ChainMark last)
    {
        if (ticket.Length == 0)
            return hasHead;
        for (; hasHead && string.CompareOrdinal(heads.Current.TicketId, ticket) < 0; hasHead = await heads.MoveNextAsync())
            Find($"ticket {heads.Current.TicketId}", $"It has a row that says {heads.Current.N} entries, and none is there.");
        if (!hasHead || heads.Current.TicketId != ticket)
        {
            Find($"ticket {ticket}", "It has entries and no row.");
            return hasHead;
        }

        if (new ChainMark(heads.Current.N, heads.Current.Hash) != last)
            Find($"ticket {ticket}", $"Its row says that it ends at {heads.Current.N}, its entries end at {last.N} or with another hash.");
        return await heads.MoveNextAsync();
    }

    private async Task<long> CheckLanesAsync(CancellationToken cancellation)
    {
        var (count, lane, last) = (0L, "", new ChainMark(0, ""));
        await foreach (var message in ChainPages.LanesAsync(store, PageRows, Find, cancellation))
        {
            var name = ChainNames.Lane(message);
            if (name != lane)
                (lane, last) = (name, new ChainMark(0, ""));
            var record = $"{name.Replace("lane:", "lane ", StringComparison.Ordinal)} envelope {message.Seq}";
            if (message.Seq != last.N + 1)
                Find(record, $"The envelope before it is missing: the lane stands at {last.N}.");
            else if (message.PreviousHash != last.Hash)
                Find(record, "It does not continue the envelope before.");
            if (EntryChain.LaneHash(message) != message.Hash)
                Find(record, "Its content is not what its hash says.");
            last = new ChainMark(message.Seq, message.Hash);
            Meet(name, $"{lane} envelope", last);
            count++;
        }

        return count;
    }

    /// <summary>Compares a link with the checkpoint that saw it as the newest.</summary>
    private void Meet(string name, string record, ChainMark link)
    {
        if (!marks.TryGetValue(name, out var mark) || link.N > mark.N)
            beyond.Add(name);
        if (mark?.N != link.N)
            return;
        met.Add(name);
        if (mark.Hash != link.Hash)
            Find($"{record} {link.N}", "A checkpoint saw another one in its place.");
    }

    private void Find(string record, string what)
    {
        if (findings.Count < MostFindings)
            findings.Add(new ChainFinding(record, what));
    }
}
