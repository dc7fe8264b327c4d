using Entente.Core.Journal;

namespace Entente.Storage;

/// <summary>
/// A budget of calls as one instant (GCRA): <paramref name="FullAt"/> is when it would be full again if nothing more were taken.
/// It refills evenly and holds one window's worth.
/// </summary>
/// <param name="PausedUntil">Nothing is granted before.</param>
internal readonly record struct TokenBucket(DateTimeOffset FullAt, DateTimeOffset PausedUntil)
{
    /// <summary>All or nothing: a caller that needs three calls has no use for two.</summary>
    public (TokenBucket After, TokenGrant Grant) Take(TokenRequest request, DateTimeOffset now)
    {
        Require(request);
        if (now < PausedUntil)
            return (this, new TokenGrant(0, PausedUntil));

        var after = Max(now, FullAt > now + request.Window ? now + request.Window : FullAt) + Cost(request);
        return after - now > request.Window
            ? (this, new TokenGrant(0, after - request.Window))
            : (this with { FullAt = after }, new TokenGrant(request.Count, null));
    }

    /// <summary>A request that no budget could ever grant is a bug of the caller.</summary>
    public static void Require(TokenRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, request.Count);
    }

    /// <summary>What a request takes of the budget. Rounded down: a window's worth taken one by one must fit into it.</summary>
    public static TimeSpan Cost(TokenRequest request) => TimeSpan.FromTicks(request.Window.Ticks * request.Count / request.Limit);

    public TokenBucket Pause(DateTimeOffset until) => this with { PausedUntil = Max(PausedUntil, until) };

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
