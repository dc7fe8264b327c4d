using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Reasons for parking: what happened, where, whose act ends it, and what to do.</summary>
public static class Parkings
{
    public static Parking OfRule(RuleException failure, DateTimeOffset now) => new(
        failure.Code,
        Fault.OurRule,
        $"{failure.File}:{failure.Line}:{failure.Column}: {failure.Message}",
        "Mend the expression, try it with `entente try`, then retry this side.",
        now);

    public static Parking OfTracker(ConnectorException failure, EffectState effect, DateTimeOffset now) => new(
        failure.Code,
        failure.Kind is FailureKind.Refused or FailureKind.TooLarge or FailureKind.Final ? Fault.OurRule : Fault.TheirTracker,
        Sentence(failure, effect),
        RemedyFor(failure.Kind),
        now,
        effect.Id);

    public static Parking OfConflict(string field, DateTimeOffset now) => new(
        "sync.hold",
        Fault.Hub,
        $"Both sides changed '{field}', and the link contract leaves it to a person (wins: hold).",
        "Set the field to the agreed value in one of the two trackers; that act resolves it.",
        now);

    /// <summary>The tracker says that the ticket is gone, or hides it.</summary>
    public static Parking OfGone(ConnectorException failure, DateTimeOffset now) => new(
        failure.Code, Fault.TheirTracker, failure.Message, RemedyFor(FailureKind.NotFound), now);

    public static Parking OfOverflow(string field, int limit, DateTimeOffset now) => new(
        "sync.too-long",
        Fault.OurRule,
        $"'{field}' would be longer than the {limit} characters that the tracker takes, and the rule's overflow policy is park.",
        "Shorten the text, or set policies: {overflow: attach} in the rule, then retry this side.",
        now);

    /// <summary>The code of a create of which nobody can tell whether an earlier time line made it.</summary>
    public const string UnclearCode = "restore.unclear";

    /// <summary>A restored hub cannot tell whether the ticket was made after the backup.</summary>
    public static Parking OfUnclear(string rung, string effectId, DateTimeOffset now) => new(
        UnclearCode,
        Fault.TheirTracker,
        $"The store was restored, and the tracker could not tell whether this ticket was made after the backup ({rung}).",
        "Look for it in the tracker. If it is there, end this twin and connect the two; else retry.",
        now,
        effectId);

    public static Parking OfFinal(string key, DateTimeOffset now) => new(
        "sync.ticket-final",
        Fault.OurRule,
        $"{key} is closed for good in its tracker, and the rule's policy for closed records is park.",
        "Set policies: {closed: follow-up} in the rule, or end the twin.",
        now);

    private static string Sentence(ConnectorException failure, EffectState effect) => failure.Field is { } field
        ? $"{effect.Step.Kind} was refused at field '{field}': {failure.Message}"
        : $"{effect.Step.Kind} was refused: {failure.Message}";

    private static string RemedyFor(FailureKind kind) => kind switch
    {
        FailureKind.Refused => "Change the ticket so that its tracker accepts the value, or change the accept rule; either act, or a retry, goes on.",
        FailureKind.TooLarge => "Set the rule's overflow or attachment policy, or make room in the ticket, then retry.",
        FailureKind.Forbidden => "Give the hub's account the right to do this there, then retry.",
        FailureKind.NotFound => "The ticket is gone or hidden from the hub's account: restore it or its visibility, or end the twin.",
        FailureKind.Unsupported => "The tracker no longer offers this interface: update Entente.",
        FailureKind.Conflict => "The ticket changes faster than it can be written: retry when it is quiet.",
        FailureKind.Final => "Set policies: {closed: follow-up} in the rule, or end the twin.",
        _ => "Retry; if it parks again, ask the operator of the tracker.",
    };
}
