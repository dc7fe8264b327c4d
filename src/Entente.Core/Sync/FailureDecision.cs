using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What the owner of a ticket does about a vendor's failure.</summary>
public enum FailureAct
{
    /// <summary>Send the same bytes again later; the attempt counts.</summary>
    Retry,

    /// <summary>Wait for a pause that the vendor asked for; costs no attempt.</summary>
    Pause,

    /// <summary>Settle, then climb the probe ladder.</summary>
    Probe,

    /// <summary>Read again and decide again on what is there now.</summary>
    Reread,

    /// <summary>Continue in a follow-up ticket.</summary>
    FollowUp,

    /// <summary>Set the side aside for a person, a changed rule or a new event.</summary>
    Park,
}

/// <summary>An act and how long to wait before it.</summary>
public sealed record FailureDecision(FailureAct Act, TimeSpan Wait);

/// <summary>What the decision may look at.</summary>
/// <param name="Attempt">Failures so far that were no pause, this one included.</param>
/// <param name="Conflicts">Conditional writes of this envelope that met a newer revision.</param>
/// <param name="FollowsUp">The rule's policy for closed records is <c>follow-up</c>.</param>
public sealed record FailureHistory(string EffectId, int Attempt, int Conflicts, bool FollowsUp);

/// <summary>The one policy for vendors' failures (RELIABILITY 2.2 and 3.1). Pure; the jitter comes from the effect's id (Invariant 11).</summary>
public static class FailurePolicy
{
    /// <summary>
    /// Waits that a vendor asks for are obeyed up to this; what lies beyond is obeyed too, an hour at a time, in the operator's sight.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Conflicts of one envelope before its side is parked (RELIABILITY T13).</summary>
    public const int MaxConflicts = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CredentialWait = TimeSpan.FromSeconds(60);

    public static FailureDecision Decide(ConnectorException failure, FailureHistory history) => failure.Kind switch
    {
        FailureKind.Ambiguous => new(FailureAct.Probe, BackOff(history)),
        FailureKind.NotSent => new(FailureAct.Retry, Pausing(failure) ?? BackOff(history)),
        FailureKind.RateLimited => new(FailureAct.Pause, Pausing(failure) ?? BackOff(history)),
        FailureKind.Unauthorized => new(FailureAct.Pause, CredentialWait),
        FailureKind.Conflict => history.Conflicts >= MaxConflicts ? new(FailureAct.Park, TimeSpan.Zero) : new(FailureAct.Reread, BackOff(history)),
        FailureKind.Final => history.FollowsUp ? new(FailureAct.FollowUp, TimeSpan.Zero) : new(FailureAct.Park, TimeSpan.Zero),
        FailureKind.Refused or FailureKind.Forbidden or FailureKind.NotFound or FailureKind.Unsupported or FailureKind.TooLarge =>
            new(FailureAct.Park, TimeSpan.Zero),
    };

    /// <summary>The wait before the n-th climb of a probe ladder that showed nothing: 5 s, doubling, at most 15 min.</summary>
    public static TimeSpan NextProbe(int climbs) =>
        TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(climbs, 12)), 900));

    /// <summary>The wait after a failed read; reads have no effect and are tried for ever.</summary>
    public static TimeSpan NextRead(ConnectorException failure, string ticketId, int attempt) =>
        failure.Kind == FailureKind.Unauthorized ? CredentialWait : Pausing(failure) ?? BackOff(new FailureHistory(ticketId, attempt, 0, false));

    private static TimeSpan? Pausing(ConnectorException failure) =>
        failure.RetryAfter is { } wait ? (wait > LongestPause ? LongestPause : wait) : null;

    private static TimeSpan BackOff(FailureHistory history)
    {
        var wait = FirstWait * Math.Pow(2, Math.Clamp(history.Attempt - 1, 0, 20));
        var capped = wait > LongestWait ? LongestWait : wait;
        var jitter = (history.EffectId.Aggregate(history.Attempt, (sum, c) => unchecked((sum * 31) + c)) & 0xff) / 255.0;
        return capped * (0.75 + (0.5 * jitter));
    }
}
