using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>A value under the rule in force and under another; null where that rule has none.</summary>
public sealed record ValueChange(string Name, CelValue? Before, CelValue? After);

/// <summary>What another rule would change about one side.</summary>
/// <param name="Leaves">Canonical fields, comments and files that would leave otherwise.</param>
/// <param name="Writes">Native fields that would be written otherwise.</param>
/// <param name="Failures">Expressions of the other rule that fail on this ticket.</param>
public sealed record SideComparison(
    ImmutableList<ValueChange> Leaves, ImmutableList<ValueChange> Writes, ImmutableList<RuleException> Failures)
{
    public bool IsSame => Leaves.Count == 0 && Writes.Count == 0 && Failures.Count == 0;
}

/// <summary>
/// What a changed rule does to an open twin, on the ticket as last read and the replica as last received (DESIGN 5). Pure; nothing is sent or
/// written.
/// </summary>
public static class RuleComparison
{
    /// <param name="after">Null when the other folder has no rule for this side.</param>
    public static SideComparison Of(TicketSnapshot ticket, SideState side, Rule? before, Rule? after)
    {
        var failures = ImmutableList.CreateBuilder<RuleException>();
        var leaves = Changes(
            before is null ? Nothing : Leaving(before, ticket, side, null), after is null ? Nothing : Leaving(after, ticket, side, failures));
        var writes = side.Received.Count == 0
            ? []
            : Changes(
                before is null ? Nothing : Writing(before, ticket, side, null), after is null ? Nothing : Writing(after, ticket, side, failures));
        return new SideComparison(leaves, writes, failures.ToImmutable());
    }

    private static ImmutableSortedDictionary<string, CelValue> Nothing => Ordered.Map<CelValue>();

    /// <summary>What the rule lets out; null when it fails on this ticket.</summary>
    private static ImmutableSortedDictionary<string, CelValue>? Leaving(
        Rule rule, TicketSnapshot ticket, SideState side, ImmutableList<RuleException>.Builder? failures)
    {
        if (Sharing.TryShare(rule, ticket, out var problem) is not { } share)
        {
            failures?.Add(problem!);
            return null;
        }

        return Ordered.Map<CelValue>()
            .SetItems(share.Fields)
            .SetItems(share.Comments.Select(comment => KeyValuePair.Create($"comment {comment.NativeId}", CelValue.String(comment.Author.Name))))
            .SetItems(share.Attachments.Select(file => KeyValuePair.Create($"file {file.NativeId}", CelValue.String(file.Name))))
            .SetItem("sharing", CelValue.String(Sharing.Sends(side, rule, ticket) ? "goes on" : "stops"));
    }

    /// <summary>What the rule makes of the whole replica; null when it fails on it.</summary>
    private static ImmutableSortedDictionary<string, CelValue>? Writing(
        Rule rule, TicketSnapshot ticket, SideState side, ImmutableList<RuleException>.Builder? failures)
    {
        try
        {
            var accepted = rule.Accept(ticket, new Replica(side.Received, [], []), side.Agreed, null);
            return Ordered.Map<CelValue>()
                .SetItems(accepted.Fields)
                .SetItem("comments", CelValue.String(!rule.AcceptsComments ? "none" : accepted.CommentsPublic ? "public" : "internal"))
                .SetItem("files", CelValue.String(rule.AcceptsAttachments ? "all that its policy takes" : "none"));
        }
        catch (RuleException failure)
        {
            failures?.Add(failure);
            return null;
        }
    }

    private static ImmutableList<ValueChange> Changes(
        ImmutableSortedDictionary<string, CelValue>? before, ImmutableSortedDictionary<string, CelValue>? after)
    {
        if (before is null || after is null)
            return []; // one of them fails here: there is no value to compare, and the other's failure is listed
        return
        [
            .. from name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
               let was = Find(before, name)
               let now = Find(after, name)
               where was != now
               select new ValueChange(name, was, now),
        ];
    }

    private static CelValue? Find(ImmutableSortedDictionary<string, CelValue> values, string name) =>
        values.TryGetValue(name, out var value) ? value : null;
}
