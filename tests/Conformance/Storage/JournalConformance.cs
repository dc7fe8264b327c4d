using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

/// <summary>
/// What every store of the journal does: the files <c>When_….cs</c> beside this one are the specification, one situation each. A store passes by
/// deriving from this class and saying how it is opened.
/// </summary>
public abstract partial class JournalConformance : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected IJournal Journal { get; private set; } = null!;

    protected IJournalReader Reader { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Use(await OpenAsync());

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the test's store; called again, it opens what the first one left.</summary>
    protected abstract Task<IJournal> OpenAsync();

    protected async Task ReopenAsync()
    {
        await Journal.DisposeAsync();
        Use(await OpenAsync());
    }

    protected Task<Claim?> ClaimNextAsync(string owner, int second) => Journal.ClaimAsync(owner, Lease, Samples.At(second), Cancellation);

    protected Task<Claim?> TryClaimAsync(TicketAddress ticket, string owner, int second) =>
        Journal.ClaimTicketAsync(ticket, owner, Lease, Samples.At(second), Cancellation);

    protected async Task<Claim> ClaimAsync(TicketAddress ticket, string owner = "north", int second = 0) =>
        (await TryClaimAsync(ticket, owner, second)).ShouldNotBeNull();

    protected Task<TicketWork> LoadAsync(Claim claim) => Journal.LoadAsync(claim, null, Cancellation);

    /// <summary>Loads, and makes the batch that goes on from there.</summary>
    protected async Task<Batch> NextBatchAsync(Claim claim, int entries = 1) => Samples.Batch(claim.Ticket, await LoadAsync(claim), entries);

    protected Task<AppendOutcome> TryAppendAsync(Claim claim, Batch batch) => Journal.AppendAsync(claim, batch, Cancellation);

    protected async Task AppendAsync(Claim claim, Batch batch) => (await TryAppendAsync(claim, batch)).ShouldBe(AppendOutcome.Appended);

    /// <summary>Claims, appends what <paramref name="fill"/> makes of the next batch, releases for good.</summary>
    protected async Task AppendOnceAsync(TicketAddress ticket, Func<Batch, Batch> fill)
    {
        var claim = await ClaimAsync(ticket);
        await AppendAsync(claim, fill(await NextBatchAsync(claim)));
        await ReleaseAsync(claim, null);
    }

    protected Task ReleaseAsync(Claim claim, int? dueSecond) =>
        Journal.ReleaseAsync(claim, dueSecond is { } second ? Samples.At(second) : null, Cancellation);

    protected Task<bool> NoticeAsync(Notice notice) => Journal.NoticeAsync(notice, Cancellation);

    protected Task<IReadOnlyList<StoredEntry>> EntriesAsync(TicketAddress ticket) => Reader.EntriesAsync(ticket.Id, 1, 1000, Cancellation);

    private void Use(IJournal journal)
    {
        Journal = journal;
        Reader = (IJournalReader)journal;
    }
}
