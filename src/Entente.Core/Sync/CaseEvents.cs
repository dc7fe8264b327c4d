using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Case events of a read. Each intermediate state that the tracker's history shows is rebuilt and passed through the share rule, so that a fold may
/// skip values on the partner's side but never in the case history, and nothing unshared gets there (DESIGN 4).
/// </summary>
internal static class CaseEvents
{
    private static readonly (string Field, CaseEventKind Kind)[] Tracked =
        [("state", CaseEventKind.State), ("priority", CaseEventKind.Priority), ("class", CaseEventKind.Class)];

    /// <summary>What happened, and how custody moves; a handoff is added to the envelope that carries it.</summary>
    public static ReadEvents Of(TicketDraft draft, TicketSnapshot? before, TicketRead read, List<PendingSend> sends)
    {
        if (draft.State.Sides.Values.FirstOrDefault() is not { } first
            || draft.Book.RuleFor(first.Link, draft.Connection) is not { } rule
            || draft.Shares.TryShare(rule, read.Snapshot, out _) is not { } share)
            return ReadEvents.None;
        var seen = ImmutableList.CreateBuilder<CaseEvent>();
        var was = before is null ? null : draft.Shares.TryShare(rule, before, out _)?.Fields;
        if (was is null)
            seen.AddRange(Opening(draft, read.Snapshot, share));
        else if (draft.State.Sides.Values.All(side => side is { IsOpener: true, SentSeq: 0 }))
            seen.AddRange(Opening(draft, read.Snapshot, share)); // known for long, and a case from now on
        else
            seen.AddRange(Steps(draft, rule, before!, read, was));
        seen.AddRange(Comments(draft, before, share));
        var accepted = draft.State.AwaitsAcceptance ? FirstHumanAct(draft, before, read) : null;
        if (accepted is { } act)
            seen.Add(new CaseEvent(act.At, CaseEventKind.Accept, draft.State.Address.Party, act.By));
        var moved = Custody.Moves(draft, before, read.Snapshot, (was, share.Fields), sends);
        var lamport = draft.State.Lamport + 1;
        return new ReadEvents(
            [.. seen.Select(e => e with { Lamport = lamport })], [.. moved.Select(e => e with { Lamport = lamport })], accepted?.At);
    }

    private static IEnumerable<CaseEvent> Opening(TicketDraft draft, TicketSnapshot ticket, ShareResult share)
    {
        if (draft.State.CaseId != draft.State.Address.Id)
            yield break;
        var isFollowUp = draft.State.Sides.Values.Any(side => side.SentSeq > 0);
        var kind = isFollowUp ? CaseEventKind.Reopened : CaseEventKind.Opened;
        yield return new CaseEvent(ticket.Created, kind, draft.State.Address.Party, "", share.Fields.State() ?? "", NativeId: ticket.NativeId);
    }

    private static IEnumerable<CaseEvent> Steps(
        TicketDraft draft, Rule rule, TicketSnapshot before, TicketRead read, IReadOnlyDictionary<string, CelValue> was)
    {
        var fields = new SortedDictionary<string, CelValue>(before.Fields.ToDictionary(), StringComparer.Ordinal);
        var (known, last) = (was, before);
        foreach (var step in read.Steps.Where(step => !step.Author.IsHub && step.Marker is null))
        {
            foreach (var change in step.Fields)
                fields[change.Field] = change.After;
            var snapshot = before with { Fields = new SortedDictionary<string, CelValue>(fields, StringComparer.Ordinal) };
            foreach (var approval in Approvals(draft, last, snapshot, (step.At, step.Author.Name, step.Id)))
                yield return approval;
            last = snapshot;
            if (Sharing.TryShare(rule, snapshot, out _) is not { } share)
                continue;
            foreach (var happened in Tracks(draft, known, share.Fields, (step.At, step.Author.Name, step.Id)))
                yield return happened;
            known = share.Fields;
        }

        foreach (var approval in Approvals(draft, last, read.Snapshot, (read.Snapshot.Updated, "", $"read:{read.Snapshot.Revision}")))
            yield return approval;
        if (draft.Shares.TryShare(rule, read.Snapshot, out _) is { } final)
            foreach (var happened in Tracks(draft, known, final.Fields, (read.Snapshot.Updated, "", $"read:{read.Snapshot.Revision}")))
                yield return happened;
    }

    private static IEnumerable<CaseEvent> Tracks(
        TicketDraft draft, IReadOnlyDictionary<string, CelValue> was, IReadOnlyDictionary<string, CelValue> now,
        (DateTimeOffset At, string By, string Id) source)
    {
        foreach (var (field, kind) in Tracked)
        {
            var earlier = was.Text(field);
            if (now.Text(field) is not { } text || text == earlier)
                continue;
            yield return new CaseEvent(source.At, kind, draft.State.Address.Party, source.By, text, NativeId: source.Id);
            if (field == "state" && draft.State.CaseId == draft.State.Address.Id && CaseMilestones.Of(earlier ?? "", text) is { } milestone)
                yield return new CaseEvent(source.At, milestone, draft.State.Address.Party, source.By, text, NativeId: source.Id);
        }
    }

    /// <summary>Approvals that a rule of this ticket reads from its fields: each begins when its condition becomes true.</summary>
    private static IEnumerable<CaseEvent> Approvals(
        TicketDraft draft, TicketSnapshot before, TicketSnapshot now, (DateTimeOffset At, string By, string Id) source)
    {
        foreach (var rule in draft.State.Sides.Values.Select(side => draft.Book.RuleFor(side.Link, draft.Connection)).OfType<Rule>())
        {
            var (was, signs) = (rule.Approvals(before), rule.Approvals(now));
            foreach (var (kind, began) in new[]
            {
                (CaseEventKind.ApprovalRequested, signs.Requested && !was.Requested),
                (CaseEventKind.ApprovalGranted, signs.Granted && !was.Granted),
                (CaseEventKind.ApprovalRefused, signs.Refused && !was.Refused),
            })
                if (began)
                    yield return new CaseEvent(source.At, kind, draft.State.Address.Party, source.By, NativeId: $"{source.Id}:{rule.Link.Id}");
        }
    }

    private static IEnumerable<CaseEvent> Comments(TicketDraft draft, TicketSnapshot? before, ShareResult share)
    {
        var known = before?.Comments.Select(comment => comment.NativeId).ToHashSet(StringComparer.Ordinal) ?? [];
        return share.Comments
            .Where(comment => !known.Contains(comment.NativeId) && !draft.State.WrittenComments.ContainsKey(comment.NativeId))
            .Select(comment => new CaseEvent(
                comment.Created, CaseEventKind.Comment, draft.State.Address.Party, comment.Author.Name,
                NativeId: ItemName.OfComment(comment.NativeId))
            {
                IsPublic = comment.IsPublic,
            });
    }

    private static (DateTimeOffset At, string By)? FirstHumanAct(TicketDraft draft, TicketSnapshot? before, TicketRead read)
    {
        if (before is null)
            return null;
        var known = before.Comments.Select(comment => comment.NativeId).ToHashSet(StringComparer.Ordinal);
        var acts = read.Steps.Where(step => !step.Author.IsHub && step.Marker is null).Select(step => (step.At, step.Author.Name))
            .Concat(read.Snapshot.Comments
                .Where(c => !known.Contains(c.NativeId) && !c.Author.IsHub && !draft.State.WrittenComments.ContainsKey(c.NativeId))
                .Select(c => (c.Created, c.Author.Name)))
            .OrderBy(act => act.Item1)
            .ToList();
        return acts.Count == 0 ? null : acts[0];
    }
}

/// <summary>The events of one read: what the tracker showed, how custody moved, and the first human act after a delivered handoff.</summary>
internal sealed record ReadEvents(ImmutableList<CaseEvent> Seen, ImmutableList<CaseEvent> Moved, DateTimeOffset? AcceptedAt)
{
    public static readonly ReadEvents None = new([], [], null);
}
