using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Recovery;

/// <summary>
/// Effects that no envelope asked for: a person's undo, the retirement of a duplicate. A refusal ends that order alone and parks nothing
/// (Invariant 8).
/// </summary>
internal static class OwnOrders
{
    private const int MostConflicts = 5;

    /// <summary>False for an effect of another kind.</summary>
    public static bool Took(TurnDraft draft, EffectState effect, ConnectorException failure, FailureAct act)
    {
        var isUndo = draft.State.Undo?.Effects.Contains(effect.Id) == true;
        if (effect.Step.Retire is null && !isUndo)
            return false;
        var isConflict = act == FailureAct.Reread;
        if (isConflict && isUndo)
            Undoing.Replan(draft.Ticket);
        else if (isUndo)
            Undoing.Refused(draft.Ticket, failure);
        else if (!isConflict || effect.Failures >= MostConflicts)
            LateTwins.Refused(draft.Ticket, effect, failure);
        return true;
    }
}
