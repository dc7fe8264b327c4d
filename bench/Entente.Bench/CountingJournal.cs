using Entente.Core.Journal;

namespace Entente.Bench;

/// <summary>The hub's journal with a counter before each call, and the one place where a durable confirmation can be seen.</summary>
internal sealed class CountingJournal(IJournal journal) : IJournal
{
    private long notices;
    private long claims;
    private long emptyClaims;
    private long loads;
    private long appends;
    private long entries;
    private long stateBytes;
    private long payloadBytes;
    private long renewals;
    private long releases;

    /// <summary>Called after each append with its claim and batch.</summary>
    public Action<Claim, Batch> Appended { get; set; } = (_, _) => { };

    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(StringComparer.Ordinal)
    {
        ["appends"] = appends,
        ["claims"] = claims,
        ["claims, none due"] = emptyClaims,
        ["entries"] = entries,
        ["loads"] = loads,
        ["notices"] = notices,
        ["payload bytes"] = payloadBytes,
        ["releases"] = releases,
        ["renewals"] = renewals,
        ["state bytes"] = stateBytes,
        ["durable operations"] = notices + claims + appends + renewals + releases,
    };

    public Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation)
    {
        Interlocked.Increment(ref notices);
        return journal.NoticeAsync(notice, cancellation);
    }

    public async Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        var claim = await journal.ClaimAsync(owner, lease, now, cancellation);
        Interlocked.Increment(ref claim is null ? ref emptyClaims : ref claims);
        return claim;
    }

    public Task<Claim?> ClaimTicketAsync(TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        journal.ClaimTicketAsync(ticket, owner, lease, now, cancellation);

    public Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation)
    {
        Interlocked.Increment(ref loads);
        return journal.LoadAsync(claim, known, cancellation);
    }

    public async Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation)
    {
        Interlocked.Increment(ref appends);
        Interlocked.Add(ref entries, batch.Entries.Count);
        Interlocked.Add(ref stateBytes, batch.State?.Length ?? 0);
        Interlocked.Add(ref payloadBytes, batch.Entries.Sum(entry => entry.Payload.Length));
        var outcome = await journal.AppendAsync(claim, batch, cancellation);
        if (outcome == AppendOutcome.Appended)
            Appended(claim, batch);
        return outcome;
    }

    public Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        Interlocked.Increment(ref renewals);
        return journal.RenewAsync(claim, lease, now, cancellation);
    }

    public Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation)
    {
        Interlocked.Increment(ref releases);
        return journal.ReleaseAsync(claim, due, cancellation);
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => journal.NextDueAsync(cancellation);

    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        journal.TakeTokensAsync(request, now, cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        journal.PauseAsync(connection, budget, until, cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) => journal.ReadValueAsync(name, cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) => journal.AuditAsync(act, cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) => journal.WriteValueAsync(name, value, cancellation);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
