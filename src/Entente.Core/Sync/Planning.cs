using System.Collections.Immutable;

using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// From an envelope to effects. Planning asks what is still missing: it runs when an envelope was taken, after the ticket was made, after a conflict
/// and after a retry, and when nothing is missing any more the envelope is finished and its receipt goes into the lane. Only fields that the accept
/// rule names are written, and of those only the ones whose expression reads what changed (Invariant 6).
/// </summary>
public static class Planning
{
    /// <summary>Plans the effects of a side's envelope, or finishes it. The tracker's pure rules come from its connector.</summary>
    public static void Plan(TicketDraft draft, string twin, IConnector connector)
    {
        if (draft.State.Sides[twin].Inbound is null)
            throw new InvalidOperationException($"Side {twin} has no envelope to plan.");
        Merging.Recheck(draft, twin);
        var side = draft.State.Sides[twin];
        var inbound = side.Inbound!;
        if (draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule)
        {
            Finishing.Finish(draft, side, "no-rule");
            return;
        }

        try
        {
            var target = new PlanTarget(draft, side, inbound, rule, connector);
            if (target.MustPark() is { } parking)
            {
                Finishing.Park(draft, twin, parking);
                return;
            }

            var accepted = rule.Accept(target.Ticket, target.Replica(), side.Agreed, target.Changed());
            var write = Missing(target, accepted);
            if (Restoring.Recall(draft, twin, write))
            {
                Plan(draft, twin, connector);
                return;
            }

            if (target.IsNothing(write))
                Finishing.Finish(draft, side, "applied");
            else
                Record(target, write, target.Overwrites(write, accepted));
        }
        catch (RuleException failure)
        {
            Finishing.Park(draft, twin, Parkings.OfRule(failure, draft.Now));
        }
        catch (OverflowRefusedException overflow)
        {
            Finishing.Park(draft, twin, Parkings.OfOverflow(overflow.Field, overflow.Limit, draft.Now));
        }
    }

    /// <summary>
    /// Drops what of a side's plan was not sent yet when people have changed a field of its envelope since it was made: what they did decides anew.
    /// </summary>
    /// <returns>True when something was dropped; the envelope is to be planned again.</returns>
    public static bool DropsOutdated(TicketDraft draft, string twin)
    {
        if (draft.State.Sides[twin] is not { Inbound: not null } side || Merging.Fresh(draft, side).Count == 0)
            return false;
        draft.Record(new Discarded(twin, "sync.contested", IsConflict: false));
        return true;
    }

    /// <summary>
    /// Canonical fields of a side's envelope that are still to be written; null when its rule cannot tell, as while an expression fails.
    /// </summary>
    internal static IReadOnlySet<string>? Remaining(TicketDraft draft, string twin, IConnector connector)
    {
        var side = draft.State.Sides[twin];
        if (draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule)
            return null;
        try
        {
            var target = new PlanTarget(draft, side, side.Inbound!, rule, connector);
            var accepted = rule.Accept(target.Ticket, target.Replica(), side.Agreed, target.Changed());
            return Missing(target, accepted).Fields.Keys.SelectMany(field => accepted.Reads[field]).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is RuleException or OverflowRefusedException)
        {
            return null;
        }
    }

    private static TicketWrite Missing(PlanTarget target, AcceptResult accepted)
    {
        var fields = target.Wanted(accepted);
        var comments = accepted.Comments.Where(comment => target.IsMissing(ItemName.OfComment(comment.Origin)))
            .Select(comment => target.Comment(comment, accepted))
            .OfType<CommentWrite>()
            .ToList();
        var brought = comments.SelectMany(comment => comment.Files).Select(file => file.Origin).ToHashSet(StringComparer.Ordinal);
        var files = accepted.Files
            .Where(file => target.IsMissing(ItemName.OfFile(file.Origin)) && !brought.Contains(file.Origin) && !target.HasFile(file.Origin))
            .Select(PlanTarget.File)
            .ToList();
        return new TicketWrite
        {
            Fields = fields,
            Comments = comments,
            Files = [.. files, .. target.OverflowFiles],
            FollowUpOf = target.FollowUpOf,
            Partner = target.IsMissing(ItemName.Reference) && !target.Makes ? target.ReferenceToShow() : null,
        };
    }

    /// <summary>A lane position as the cause of an effect.</summary>
    internal static string Cause(SideState side, long seq) => $"{side.Twin}:{side.Partner.Id}:{seq}";

    /// <summary>
    /// After a restore the same position may stand for something else than in the lost time line, whose markers are still in the trackers. A create
    /// keeps its id: the ticket of a twin is the same in both, and is found by it.
    /// </summary>
    private static string InEpoch(TicketDraft draft, string cause, WriteKind kind) =>
        draft.State.Epoch == 1 || kind == WriteKind.Create ? cause : $"{cause}:epoch {draft.State.Epoch}";

    private static void Record(PlanTarget target, TicketWrite write, ImmutableList<Lost> overwrites)
    {
        var (draft, side, inbound) = (target.Draft, target.Side, target.Inbound);
        var steps = target.Connector.Split(write, target.Ticket);
        if (target.Makes)
            steps = [.. steps.Where(step => step.Kind == WriteKind.Create)];
        if (steps.Count == 0)
        {
            Finishing.Finish(draft, side, "applied");
            return;
        }

        var cause = Cause(side, inbound.Seq);
        var effects = steps.Select((step, i) => new EffectState
        {
            Id = Ids.Effect(draft.State.Address.Id, InEpoch(draft, cause, step.Kind), step.Kind, inbound.Ordinal + i, inbound.Plan),
            Twin = side.Twin,
            Step = step,
        });
        draft.Record(new Planned(side.Twin, inbound.Plan, [.. effects], overwrites));
    }
}
