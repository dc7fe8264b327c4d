using Entente.Core.Journal;

namespace Entente.Storage;

/// <summary>
/// A budget of calls as one instant (GCRA): <paramref name="FullAt"/> is when it would be full again if nothing more were taken.
/// It refills evenly and holds one minute's worth.
/// </summary>
/// <param name="PausedUntil">Nothing is granted before.</param>
internal readonly record struct TokenBucket(DateTimeOffset FullAt, DateTimeOffset PausedUntil)
{
    private static readonly TimeSpan Capacity = TimeSpan.FromMinutes(1);

    /// <summary>All or nothing: a caller that needs three calls has no use for two.</summary>
    public (TokenBucket After, TokenGrant Grant) Take(TokenRequest request, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PerMinute, request.Count);
        if (now < PausedUntil)
            return (this, new TokenGrant(0, PausedUntil));

        var after = Max(now, FullAt > now + Capacity ? now + Capacity : FullAt) + Cost(request);
        return after - now > Capacity
            ? (this, new TokenGrant(0, after - Capacity))
            : (this with { FullAt = after }, new TokenGrant(request.Count, null));
    }

    public TokenBucket Pause(DateTimeOffset until) => this with { PausedUntil = Max(PausedUntil, until) };

    // Rounded down: a minute's worth taken one by one must fit into the minute.
    private static TimeSpan Cost(TokenRequest request) => TimeSpan.FromTicks(Capacity.Ticks * request.Count / request.PerMinute);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
