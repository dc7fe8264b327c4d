using Entente.Connectors;
using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node.Health;
using Entente.Node.Measures;

namespace Entente.Node.Network;

/// <summary>
/// Every call to a tracker takes one token of its connection's budget, which the journal keeps for all nodes; a node takes a block at a time. What
/// the vendor limits beside that (updates of one ticket, exports a minute) has a budget of its own. An empty or closed budget fails the call before
/// it is sent, with the instant at which to ask again: waiting costs no attempt and holds no worker.
/// </summary>
public sealed class CallBudget(CallServices services, ConnectionSettings settings, IReadOnlyList<CallLimit> limits, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    /// <summary>Name of the budget that every call of a connection takes from.</summary>
    internal const string Calls = "calls";

    /// <summary>Code of a call that the connection's own budget or pause held back.</summary>
    internal const string Spent = "hub.budget";

    /// <summary>Code of a call that a limit of the vendor's held back.</summary>
    internal const string Limit = "hub.limit";

    private const int Block = 10;
    private static readonly TimeSpan BlockLife = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private int tokens;
    private DateTimeOffset takenAt;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        if (services.Pauses.Until(settings.Id, CallEndpoint.Of(request.Method, request.RequestUri!), now) is { } until)
            throw Refused(Spent, $"{settings.Id} asked for a pause.", until - now);
        await TakeAsync(now, cancellationToken);
        foreach (var limit in limits)
        {
            if (limit.KeyOf(request.Method.Method, request.RequestUri!.AbsolutePath) is { } key)
                await TakeAsync(limit, key, now, cancellationToken);
        }

        CallRight.Require(services.Time, settings.Deadline);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gate.Dispose();
        base.Dispose(disposing);
    }

    private async Task TakeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
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
        var request = new TokenRequest(settings.Id, Calls, Math.Min(Block, settings.CallsPerMinute), settings.CallsPerMinute);
        var grant = await services.Journal.TakeTokensAsync(request, now, cancellation);
        if (grant.Granted == 0)
            throw Refused(
                Spent,
                $"The hub's own budget of {settings.CallsPerMinute} calls a minute for {settings.Id} is used up or paused.",
                (grant.AskAgainAt ?? now + BlockLife) - now);
        tokens = grant.Granted;
        takenAt = now;
    }

    /// <summary>A bucket grants what it holds and what refills meanwhile: together they are what the vendor allows in a window.</summary>
    private async Task TakeAsync(CallLimit limit, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var budget = key.Length == 0 ? limit.Name : $"{limit.Name}:{key}";
        var request = new TokenRequest(settings.Id, budget, 1, limit.Burst)
        {
            Window = limit.Window * ((double)limit.Burst / (limit.Count - limit.Burst)),
        };
        var grant = await services.Journal.TakeTokensAsync(request, now, cancellation);
        if (grant.Granted == 0)
            throw Refused(
                Limit,
                $"The vendor's limit of {limit.Count} {limit.Name} in {limit.Window.TotalSeconds:0} s is used up.",
                (grant.AskAgainAt ?? now + BlockLife) - now);
    }

    private static ConnectorException Refused(string code, string message, TimeSpan wait) => new(FailureKind.RateLimited, code, message)
    {
        Scope = FailureScope.Ticket,
        RetryAfter = wait,
    };
}

/// <summary>What every budget of a node shares.</summary>
public sealed record CallServices(IJournal Journal, TimeProvider Time, CallPauses Pauses)
{
    /// <summary>Where calls are counted.</summary>
    public HubMeasures Measures { get; init; } = new();

    /// <summary>Where calls tell whether their tracker can be reached.</summary>
    public ConnectionWatches Watches { get; init; } = new();
}
