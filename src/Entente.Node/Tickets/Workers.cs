using Entente.Core.Journal;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Tickets;

/// <summary>
/// The loop of a node: claim the ticket that has been due longest, let its owner act, give it back. Any number of workers and nodes run it; the
/// journal sees to it that a ticket has one owner.
/// </summary>
public sealed class Workers(HubContext hub, ILogger log)
{
    /// <summary>
    /// How long a claim holds where nothing else is said. An owner renews it before each call to a tracker, whose deadline must be shorter.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>The longest sleep: another node may have made something due without a signal here.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan DamagedPause = TimeSpan.FromMinutes(10);

    /// <summary>Runs until cancelled. An unexpected failure of one ticket ends that turn alone.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
                await NextAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asking the journal was cancelled: stopping is no failure.
        }
    }

    private async Task NextAsync(CancellationToken cancellation)
    {
        try
        {
            if (await ClaimAsync(cancellation) is not { } claim)
            {
                await SleepAsync(cancellation);
                return;
            }

            hub.Wake.Set();
            await TurnAsync(claim, cancellation);
        }
        catch (StorageException refusal)
        {
            // A store that is full or away comes back (RELIABILITY D02, D05, D07); what was under way is recovered by the next owner.
            log.LogWarning("The store cannot be used just now: {Refusal}", refusal.Message);
            await hub.Trouble.WaitAsync(refusal, hub.Time, cancellation);
        }
    }

    /// <summary>Acts once on the ticket that is due longest; false when none is due.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (await ClaimAsync(cancellation) is not { } claim)
            return false;
        await TurnAsync(claim, cancellation);
        return true;
    }

    private async Task<Claim?> ClaimAsync(CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        return await hub.Journal.ClaimAsync(hub.Owner, hub.Lease, hub.Now, cancellation);
    }

    private async Task TurnAsync(Claim claim, CancellationToken cancellation)
    {
        try
        {
            await new TicketTurn(hub, claim).RunAsync(cancellation);
        }
        catch (FencedException)
        {
            hub.Counters.CountFenced();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (StorageException damaged) when (damaged.Fault == StorageFault.RecordDamaged)
        {
            // Invariant 8: the ticket waits for its restore, looked at now and then; the others go on (RELIABILITY D04)
            log.LogError("Ticket {Ticket} is refused with {Code}: {Reason}", claim.Ticket.Id, damaged.Code, damaged.Message);
            await hub.Journal.ReleaseAsync(claim, hub.Now + DamagedPause, cancellation);
        }
        catch (StorageException failure) when (failure.Fault is StorageFault.Unreachable or StorageFault.Broken)
        {
            throw; // nor could the ticket be given back
        }
        // Invariant 8: a bug in one ticket's turn must not end the node (RELIABILITY C07). It is logged, and the ticket tried again later.
#pragma warning disable CA1031
        catch (Exception bug)
#pragma warning restore CA1031
        {
            log.LogError(bug, "The turn of ticket {Ticket} failed and will be tried again", claim.Ticket.Id);
            await hub.Journal.ReleaseAsync(claim, hub.Now + TimeSpan.FromSeconds(30), cancellation);
        }
    }

    private async Task SleepAsync(CancellationToken cancellation)
    {
        var due = await hub.Journal.NextDueAsync(cancellation);
        var sleep = due is { } at && at - hub.Now < LongestSleep ? at - hub.Now : LongestSleep;
        if (sleep <= TimeSpan.Zero)
            sleep = TimeSpan.FromMilliseconds(1);
        try
        {
            await hub.Wake.WaitAsync(sleep, hub.Time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }
}

/// <summary>The claim is lost: another owner has the ticket, and nothing of ours was written.</summary>
public sealed class FencedException() : Exception("The ticket has another owner.");
