using Entente.Core.Journal;

namespace Entente.Simulation.Tests.Planted;

/// <summary>A journal that passes everything on; planted bugs override what they spoil.</summary>
internal class JournalShell(IJournal inner) : IJournal
{
    public virtual Task<bool> NoticeAsync(Notice notice, CancellationToken cancellation) => inner.NoticeAsync(notice, cancellation);

    public virtual Task<Claim?> ClaimAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        inner.ClaimAsync(owner, lease, now, cancellation);

    public virtual Task<Claim?> ClaimTicketAsync(
        TicketAddress ticket, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        inner.ClaimTicketAsync(ticket, owner, lease, now, cancellation);

    public virtual Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation) =>
        inner.LoadAsync(claim, known, cancellation);

    public virtual Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, CancellationToken cancellation) =>
        inner.AppendAsync(claim, batch, cancellation);

    public virtual Task<bool> RenewAsync(Claim claim, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation) =>
        inner.RenewAsync(claim, lease, now, cancellation);

    public virtual Task ReleaseAsync(Claim claim, DateTimeOffset? due, CancellationToken cancellation) =>
        inner.ReleaseAsync(claim, due, cancellation);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) => inner.NextDueAsync(cancellation);

    public Task<TokenGrant> TakeTokensAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellation) =>
        inner.TakeTokensAsync(request, now, cancellation);

    public Task PauseAsync(string connection, string budget, DateTimeOffset until, CancellationToken cancellation) =>
        inner.PauseAsync(connection, budget, until, cancellation);

    public Task<string?> ReadValueAsync(string name, CancellationToken cancellation) => inner.ReadValueAsync(name, cancellation);

    public Task WriteValueAsync(string name, string value, CancellationToken cancellation) => inner.WriteValueAsync(name, value, cancellation);

    public Task<AuditEntry> AuditAsync(AuditAct act, CancellationToken cancellation) => inner.AuditAsync(act, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
