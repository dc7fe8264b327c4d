using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// The state machine of an effect (RELIABILITY 2.1).
/// <code>
/// Planned ──intent journaled──▶ InFlight ──definite yes──▶ Confirmed
///    ▲                            │  │
///    │◀──definite no, may pass────┘  └──anything else, crash──▶ Ambiguous ──settle, probe──▶ Confirmed | Planned | Ambiguous
///    └──────────────────definite no, will not pass────────────────────────▶ Parked
/// </code>
/// </summary>
public enum EffectStage { Planned, InFlight, Ambiguous, Confirmed, Parked }

/// <summary>One intended write at one connection.</summary>
public sealed record EffectState
{
    public required string Id { get; init; }

    /// <summary>The side whose envelope caused it; empty for an effect of the ticket itself.</summary>
    public required string Twin { get; init; }

    public required WriteStep Step { get; init; }

    public EffectStage Stage { get; init; } = EffectStage.Planned;

    /// <summary>Sends so far.</summary>
    public int Attempt { get; init; }

    /// <summary>Failures so far that were no pause: they make the waits grow.</summary>
    public int Failures { get; init; }

    /// <summary>The exact bytes, from the first intent on.</summary>
    public PreparedCall? Call { get; init; }

    /// <summary>When the first send began: what its marker is on is not older.</summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    /// <summary>When the newest send began.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when the newest send may still be answered or applied: deadline plus settle.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Climbs of the probe ladder that could show nothing.</summary>
    public int Probes { get; init; }
}
