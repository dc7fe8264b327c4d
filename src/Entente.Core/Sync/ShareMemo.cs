using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// What share rules made of snapshots in one turn: several decisions ask the same rule about the same snapshot, and its answer follows from the two
/// alone. Told apart by reference, since comparing two snapshots costs as much as sharing one.
/// </summary>
internal sealed class ShareMemo
{
    private readonly List<Answer> answers = [];

    /// <summary>The replica, or null with the rule's failure.</summary>
    public ShareResult? TryShare(Rule rule, TicketSnapshot snapshot, out RuleException? problem)
    {
        foreach (var known in answers)
            if (ReferenceEquals(known.Snapshot, snapshot) && ReferenceEquals(known.Rule, rule))
            {
                problem = known.Problem;
                return known.Share;
            }

        var share = Sharing.TryShare(rule, snapshot, out problem);
        answers.Add(new Answer(rule, snapshot, share, problem));
        return share;
    }

    private sealed record Answer(Rule Rule, TicketSnapshot Snapshot, ShareResult? Share, RuleException? Problem);
}
