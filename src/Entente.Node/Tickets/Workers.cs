using Entente.Core.Journal;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Tickets;

/// <summary>
/// The loop of a node: claim the ticket that has been due longest, let its owner act, give it back. Any number of workers and nodes run it; the
/// journal sees to it that a ticket has one owner.
/// </summary>
public sealed class Workers(HubContext hub, ILogger log)
{
    /// <summary>How long a claim holds. An owner renews it before each call to a tracker, whose deadline must be shorter.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>The longest sleep: another node may have made something due without a signal here.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until cancelled. An unexpected failure of one ticket ends that turn alone.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var wake = hub.Wake.Next;
                if (!await StepAsync(cancellation))
                    await SleepAsync(wake, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asking the journal was cancelled: stopping is no failure.
        }
    }

    /// <summary>
    /// Acts once on the ticket that is due longest; false when none is due, and when the journal does not answer: that ends a step, never the worker.
    /// </summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        try
        {
            if (await ClaimAsync(cancellation) is not { } claim)
                return false;
            await TurnAsync(claim, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        // A journal that is full, busy or gone for now ends this step; who waits for it goes on by itself (RELIABILITY D02, D05, D07).
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.LogError(failure, "The journal did not answer; the worker goes on");
            return false;
        }
    }

    private async Task<Claim?> ClaimAsync(CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        return await hub.Journal.ClaimAsync(hub.Owner, Lease, hub.Now, cancellation);
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
        // Invariant 8: a bug in one ticket's turn must not end the node (RELIABILITY C07). It is logged, and the ticket tried again later.
#pragma warning disable CA1031
        catch (Exception bug)
#pragma warning restore CA1031
        {
            log.LogError(bug, "The turn of ticket {Ticket} failed and will be tried again", claim.Ticket.Id);
            await hub.Journal.ReleaseAsync(claim, hub.Now + TimeSpan.FromSeconds(30), cancellation);
        }
    }

    private async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        try
        {
            return await hub.Journal.NextDueAsync(cancellation);
        }
#pragma warning disable CA1031 // as in StepAsync
        catch (Exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private async Task SleepAsync(Task wake, CancellationToken cancellation)
    {
        var due = await NextDueAsync(cancellation);
        var sleep = due is { } at && at - hub.Now < LongestSleep ? at - hub.Now : LongestSleep;
        if (sleep <= TimeSpan.Zero)
            sleep = TimeSpan.FromMilliseconds(1);
        try
        {
            await wake.WaitAsync(sleep, hub.Time, cancellation);
        }
        catch (TimeoutException)
        {
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }
}

/// <summary>The claim is lost: another owner has the ticket, and nothing of ours was written.</summary>
public sealed class FencedException() : Exception("The ticket has another owner.");
