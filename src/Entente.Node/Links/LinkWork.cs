using System.Runtime.CompilerServices;

using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Node.Links;

/// <summary>What waits on one link. A parked side's envelopes and effects wait for somebody else and do not count.</summary>
/// <param name="Envelopes">In lanes, or taken and being applied.</param>
/// <param name="Effects">Planned, under way or of unknown outcome.</param>
/// <param name="Notices">Hints at the link's tickets that no read has answered yet.</param>
public sealed record LinkWaiting(long Envelopes, long Effects, long Notices)
{
    public static readonly LinkWaiting None = new(0, 0, 0);

    public LinkWaiting And(LinkWaiting other) => new(Envelopes + other.Envelopes, Effects + other.Effects, Notices + other.Notices);
}

/// <summary>One ticket of a link with what waits for it there.</summary>
/// <param name="Head">The ticket's newest entry: two looks with equal heads saw the same ticket.</param>
internal sealed record TicketWaiting(TicketAddress Ticket, long Head, LinkWaiting Waiting);

/// <summary>Walks the tickets of a link, page by page.</summary>
internal static class LinkWork
{
    public static async IAsyncEnumerable<TicketWaiting> OfAsync(
        HubContext hub, LinkContract link, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
        {
            if (row.CaseId is null || !link.Between.Contains(row.Ticket.Connection))
                continue;
            var peek = await TicketPeek.OfAsync(hub, row.Ticket, cancellation);
            yield return Of(link.Id, peek);
            foreach (var side in peek.State.Sides.Values.Where(side => side.Link == link.Id && side.SentSeq > 0))
                if (await hub.Reader.TicketAsync(side.Partner.Id, cancellation) is not { CaseId: not null }) // its first envelope still waits
                    yield return Of(link.Id, await TicketPeek.OfAsync(hub, side.Partner, cancellation));
        }
    }

    public static async Task<LinkWaiting> SumAsync(HubContext hub, LinkContract link, CancellationToken cancellation)
    {
        var sum = LinkWaiting.None;
        await foreach (var ticket in OfAsync(hub, link, cancellation))
            sum = sum.And(ticket.Waiting);
        return sum;
    }

    /// <summary>The link for which an effect is made, or null. Of those that belong to no side, a link-back names its twin by its id.</summary>
    public static string? LinkOf(TicketState state, EffectState effect) => effect.Twin.Length > 0
        ? state.Sides.GetValueOrDefault(effect.Twin)?.Link
        : state.Sides.Values.FirstOrDefault(side => effect.Id == Taking.LinkBackId(state.Address.Id, side.Twin))?.Link;

    private static TicketWaiting Of(string link, TicketPeek peek)
    {
        var sides = peek.State.Sides.Values.Where(side => side.Link == link).ToList();
        var going = sides.Where(side => side.Stage != SideStage.Parked).Select(side => side.Twin).ToHashSet(StringComparer.Ordinal);
        var inbox = peek.Work.Inbox.Count(message => peek.State.Sides.TryGetValue(message.Twin, out var side)
            ? going.Contains(message.Twin) && message.Seq > side.TakenSeq
            : !peek.State.EndedSides.ContainsKey(message.Twin) && Taking.LinkOf(message) == link);
        var taken = sides.Count(side => side.Inbound is not null && going.Contains(side.Twin));
        var effects = peek.State.Effects.Count(
            effect => LinkOf(peek.State, effect) == link && (effect.Twin.Length == 0 || going.Contains(effect.Twin)));
        return new TicketWaiting(peek.Ticket, peek.Work.Head, new LinkWaiting(inbox + taken, effects, peek.Work.Notices.Count));
    }
}
