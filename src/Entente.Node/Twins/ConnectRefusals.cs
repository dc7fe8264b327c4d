using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Node.Twins;

/// <summary>What speaks against twinning two tickets, each in a sentence.</summary>
internal static class ConnectRefusals
{
    private const string Closed = "closed";

    /// <summary>Throws <see cref="RefusedException"/> for the first that holds.</summary>
    public static async Task RequireAsync(
        HubContext hub, LinkContract link, (NamedTicket Opener, NamedTicket Far) tickets, CancellationToken cancellation)
    {
        var (opener, far) = tickets;
        foreach (var ticket in new[] { opener, far })
        {
            RequireRule(hub, link, ticket);
            RequireFree(hub, link, ticket);
            RequireOpen(hub, link, ticket);
        }

        if (await AreTogetherAsync(hub, opener, far, cancellation))
            throw new RefusedException(
                409, $"{opener.Name} and {far.Name} are in one case already: over a second way between them every change would go round.");
    }

    /// <summary>True when one of them is reached from the other over twins, however many there are between.</summary>
    private static async Task<bool> AreTogetherAsync(HubContext hub, NamedTicket from, NamedTicket to, CancellationToken cancellation)
    {
        var open = new Queue<TicketState>([from.Candidate.State]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { from.Address.Id };
        while (open.TryDequeue(out var state))
            foreach (var partner in state.Sides.Values.Select(side => side.Partner).Where(partner => seen.Add(partner.Id)))
            {
                if (partner.Id == to.Address.Id)
                    return true;
                if (await hub.Reader.TicketAsync(partner.Id, cancellation) is { } row)
                    open.Enqueue((await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State);
            }

        return false;
    }

    private static void RequireRule(HubContext hub, LinkContract link, NamedTicket ticket)
    {
        if (hub.Book.RuleFor(link.Id, ticket.Connection.Id) is null)
            throw new RefusedException(
                422,
                $"Link '{link.Id}' has no rule at connection '{ticket.Connection.Id}': "
                + $"write {ticket.Connection.Party}/{link.Id}.{ticket.Connection.Id}.yaml.");
    }

    private static void RequireFree(HubContext hub, LinkContract link, NamedTicket ticket)
    {
        if (ticket.Candidate.State.Sides.Values.Any(side => side.Link == link.Id))
            throw new RefusedException(
                409,
                $"{ticket.Name} has a twin on link '{link.Id}' already: see entente trace {ticket.Name}. "
                + $"End it with: entente disconnect {ticket.Name} --link {link.Id}.");
        if (ticket.Candidate.State.ForwardedTo is not null)
            throw new RefusedException(409, $"{ticket.Name} was made by the hub and is being recorded just now: ask again in a moment.");
        if (ticket.Snapshot.Marker is { Length: > 0 } && ticket.Row is null)
            throw new RefusedException(
                409, $"{ticket.Name} carries the mark of a hub's write that this hub has not recorded: ask again in a moment.");
    }

    private static void RequireOpen(HubContext hub, LinkContract link, NamedTicket ticket)
    {
        if (ticket.Snapshot.IsFinal || StateOf(hub.Book.RuleFor(link.Id, ticket.Connection.Id)!, ticket) == Closed)
            throw new RefusedException(409, $"{ticket.Name} is closed: reopen it in its tracker, or connect the ticket that continues it.");
    }

    private static string? StateOf(Rule rule, NamedTicket ticket)
    {
        try
        {
            return rule.Share(ticket.Snapshot).Fields.State();
        }
        catch (RuleException failure)
        {
            throw new RefusedException(409, $"{ticket.Name} cannot be shared on link '{rule.Link.Id}': {failure.Located}");
        }
    }
}
