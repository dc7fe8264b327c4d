using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Links;

namespace Entente.Node.Tickets;

/// <summary>What a turn leaves undone because a link is paused or draining. Other links of the same ticket go on (Invariant 8).</summary>
internal sealed class TurnHolds(HubContext hub, TurnDraft draft)
{
    /// <summary>When a ticket of a paused link looks again by itself, for the case that nobody wakes it.</summary>
    public static readonly TimeSpan PausedFor = TimeSpan.FromSeconds(60);

    /// <summary>When a ticket whose notices wait for a drain looks again.</summary>
    public static readonly TimeSpan DrainingFor = TimeSpan.FromSeconds(5);

    private readonly SortedSet<string> paused = new(StringComparer.Ordinal);
    private readonly SortedSet<string> draining = new(StringComparer.Ordinal);

    /// <summary>True when a message stays in its lane.</summary>
    public bool Holds(LaneMessage message) => !draft.State.EndedSides.ContainsKey(message.Twin)
        && Pauses(draft.State.Sides.TryGetValue(message.Twin, out var side) ? side.Link : Taking.LinkOf(message));

    /// <summary>True when an envelope that was taken is not planned now.</summary>
    public bool Holds(SideState side) => Pauses(side.Link);

    /// <summary>True when an effect is not carried on: neither sent nor probed, since a probe may repeat a request.</summary>
    public bool Holds(EffectState effect) => LinkWork.LinkOf(draft.State, effect) is { } link && Pauses(link);

    /// <summary>True when notices wait at the ticket: one of its links is draining.</summary>
    public bool HoldsNotices()
    {
        if (draft.Work.Notices.Count == 0 && !(draft.State.ReconcileAt <= hub.Now))
            return false;
        foreach (var side in draft.State.Sides.Values.Where(side => hub.Gates.IsDraining(side.Link)))
            draining.Add(side.Link);
        return draining.Count > 0;
    }

    /// <summary>True when what was read would open a twin on a link that is draining.</summary>
    public bool HoldsOpening(TicketSnapshot snapshot)
    {
        if (!hub.Gates.IsAnyDraining)
            return false;
        var opening = Openings.Of(draft.State, draft.Ticket.Book, snapshot).Where(rule => hub.Gates.IsDraining(rule.Link.Id)).ToList();
        draining.UnionWith(opening.Select(rule => rule.Link.Id));
        return opening.Count > 0;
    }

    /// <summary>When what was held is looked at again: at once if its link went on meanwhile; null when nothing was held.</summary>
    public DateTimeOffset? DueAt()
    {
        if (paused.Count + draining.Count == 0)
            return null;
        if (paused.Any(link => !hub.Gates.IsPaused(link)) || draining.Any(link => !hub.Gates.IsDraining(link)))
            return hub.Now;
        return hub.Now + (draining.Count > 0 ? DrainingFor : PausedFor);
    }

    private bool Pauses(string link)
    {
        if (!hub.Gates.IsPaused(link))
            return false;
        paused.Add(link);
        return true;
    }
}
