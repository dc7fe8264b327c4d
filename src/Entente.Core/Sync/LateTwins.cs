using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What becomes of a second carrier of our marker: retired in the product's own way, else left where it is and told.</summary>
public static class LateTwins
{
    /// <summary>Records a look and the duplicates that it showed, with the effects that retire them. Answers how many are new.</summary>
    public static IReadOnlyList<Carrier> Looked(TicketDraft draft, Watch watch, IReadOnlyList<Carrier> carriers, IConnector connector)
    {
        var known = watch.Known;
        var found = carriers.Where(carrier => carrier.Id != watch.Kept && !known.Contains(carrier.Id)).ToList();
        var looks = watch.LooksBy(draft.Now);
        draft.Record(new LookedAgain(watch.EffectId, looks, watch.Due(looks)));
        foreach (var duplicate in found)
            Record(draft, watch, duplicate, connector);
        return found;
    }

    /// <summary>The next call of a retirement was refused: the duplicate stays, and the people of the tracker are told.</summary>
    public static void Refused(TicketDraft draft, EffectState effect, ConnectorException failure)
    {
        var step = effect.Step.Retire!;
        var isGone = failure.Kind == FailureKind.NotFound; // somebody was faster
        draft.Record(new DuplicateLeft(step.Duplicate, step.DuplicateKey, isGone ? "gone" : failure.Code));
        if (!isGone)
            Announcing.Duplicate(draft, step.DuplicateKey, step.Of, failure.Message);
    }

    /// <summary>True when a retirement's last call was confirmed; records its end.</summary>
    public static bool Retired(TicketDraft draft, EffectState effect)
    {
        if (effect.Step.Retire is not { } step || draft.State.Effects.Exists(open => open.Step.Retire?.Duplicate == step.Duplicate))
            return false;
        draft.Record(new DuplicateMerged(step.Duplicate, step.DuplicateKey));
        return true;
    }

    private static void Record(TicketDraft draft, Watch watch, Carrier duplicate, IConnector connector)
    {
        var keptKey = draft.State.Base?.Key ?? watch.Kept;
        var steps = connector.Retire(watch.Write(draft.State.NativeId!), duplicate, keptKey);
        var effects = steps.Select((step, i) => new EffectState
        {
            Id = Ids.Effect(draft.State.Address.Id, $"late:{watch.EffectId}:{duplicate.Id}", WriteKind.Retire, i, 0),
            Twin = "",
            Step = step,
        });
        draft.Record(new DuplicateFound(watch.EffectId, duplicate, [.. effects]));
        if (steps.Count > 0)
            return;
        draft.Record(new DuplicateLeft(duplicate.Id, duplicate.Key, "no-way"));
        Announcing.Duplicate(draft, duplicate.Key, watch.Kind, "This tracker offers no way to take it back.");
    }

    internal static TicketState Apply(TicketState state, LookedAgain looked) =>
        WithWatch(state, looked.EffectId, watch => looked.Next is null ? null : watch with { Looks = looked.Looks, DueAt = looked.Next });

    internal static TicketState Apply(TicketState state, DuplicateFound found) =>
        WithWatch(state, found.EffectId, watch => watch with { Known = watch.Known.Add(found.Duplicate.Id) }) with
        {
            Effects = state.Effects.AddRange(found.Effects),
        };

    internal static TicketState Apply(TicketState state, DuplicateLeft left) => state with
    {
        Effects = state.Effects.RemoveAll(effect => effect.Step.Retire?.Duplicate == left.Duplicate && effect.Stage == EffectStage.Planned),
    };

    private static TicketState WithWatch(TicketState state, string effectId, Func<Watch, Watch?> change)
    {
        if (state.Watches?.Find(watch => watch.EffectId == effectId) is not { } watch)
            return state; // the last look is over
        var watches = change(watch) is { } changed ? state.Watches.Replace(watch, changed) : state.Watches.Remove(watch);
        return state with { Watches = watches.Count == 0 ? null : watches };
    }
}
