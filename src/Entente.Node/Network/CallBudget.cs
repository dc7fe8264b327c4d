using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Node.Network;

/// <summary>
/// Every call to a tracker takes one token of its connection's budget, which the journal keeps for all nodes; a node takes a block at a time. An
/// empty or closed budget fails the call before it is sent, with the instant at which to ask again: waiting costs no attempt and holds no worker.
/// </summary>
public sealed class CallBudget(IJournal journal, ConnectionSettings settings, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Block = 10;
    private static readonly TimeSpan BlockLife = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private int tokens;
    private DateTimeOffset takenAt;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await TakeAsync(cancellationToken);
        CallRight.Require(time, settings.Deadline);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gate.Dispose();
        base.Dispose(disposing);
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (tokens == 0 || now - takenAt > BlockLife)
                await RefillAsync(now, cancellation);
            tokens--;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task RefillAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var request = new TokenRequest(settings.Id, "calls", Math.Min(Block, settings.CallsPerMinute), settings.CallsPerMinute);
        var grant = await journal.TakeTokensAsync(request, now, cancellation);
        if (grant.Granted == 0)
            throw new ConnectorException(
                FailureKind.RateLimited, "hub.budget",
                $"The hub's own budget of {settings.CallsPerMinute} calls a minute for {settings.Id} is used up or paused.")
            {
                Scope = FailureScope.Ticket,
                RetryAfter = (grant.AskAgainAt ?? now + BlockLife) - now,
            };
        tokens = grant.Granted;
        takenAt = now;
    }
}
