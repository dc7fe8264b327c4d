using Entente.Core.Journal;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.World;

/// <summary>What the journal may do wrong at one call.</summary>
internal enum JournalFault
{
    None,

    /// <summary>Nothing is written, and the caller is told.</summary>
    Refused,

    /// <summary>All is written, and the caller is told that it cannot be known (RELIABILITY D07).</summary>
    InDoubt,
}

/// <summary>The journal as one life of a node sees it. The store behind it outlives every node.</summary>
internal sealed class NodeJournal(IJournal inner, Seams seams, SimulatedWorld world) : IJournal
{
    public Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) =>
        CallAsync("notice", () => inner.NoticeAsync(notice, cancellation), cancellation);

    public Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        CallAsync("claim", () => inner.ClaimAsync(owner, lease, now, cancellation), cancellation);

    public Task<Claim?> ClaimTicketAsync(TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        CallAsync("claim", () => inner.ClaimTicketAsync(ticket, owner, lease, now, cancellation), cancellation);

    public Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
        CallAsync("load", () => inner.LoadAsync(claim, known, cancellation), cancellation);

    public Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) =>
        CallAsync("append", async () =>
        {
            var outcome = await inner.AppendAsync(claim, batch, cancellation);
            world.Watch.Appended(seams.Life, claim, batch, outcome);
            return outcome;
        }, cancellation);

    public Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        CallAsync("renew", () => inner.RenewAsync(claim, lease, now, cancellation), cancellation);

    public Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
        CallAsync("release", () => DoneAsync(inner.ReleaseAsync(claim, due, cancellation)), cancellation);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => inner.NextDueAsync(cancellation);

    // A node's callers queue up behind this call in turn; it never waits here, so that no queue forms and no other thread is asked to serve it.
    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        seams.Life.IsDead ? new TaskCompletionSource<TokenGrant>().Task : inner.TakeTokensAsync(request, now, cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        CallAsync("pause", () => DoneAsync(inner.PauseAsync(connection, budget, until, cancellation)), cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) =>
        CallAsync("read", () => inner.ReadValueAsync(name, cancellation), cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) =>
        CallAsync("write", () => DoneAsync(inner.WriteValueAsync(name, value, cancellation)), cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) =>
        CallAsync("audit", () => inner.AuditAsync(act, cancellation), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> CallAsync<T>(string call, Func<Task<T>> act, CancellationToken cancellation)
    {
        await seams.BeforeAsync(call);
        cancellation.ThrowIfCancellationRequested(); // as the stores do
        var (fault, told) = world.Mischief.Journal(call);
        if (fault == JournalFault.Refused)
            throw told!;
        var answer = await act();
        await seams.AfterAsync(call);
        return fault == JournalFault.InDoubt ? throw told! : answer;
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }
}
