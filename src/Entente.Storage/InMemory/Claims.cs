using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>Who may write which ticket, until when.</summary>
internal sealed class Claims(Tables tables)
{
    public Claim? Next(ClaimRequest request)
    {
        if (tables.Due.Count == 0 || tables.Due.Min is var first && first.Due > request.Now)
            return null;
        return Take(tables.Tickets[first.Id], request);
    }

    public Claim? Named(TicketAddress address, ClaimRequest request)
    {
        var ticket = tables.Ticket(address);
        var isHeldByAnother = ticket.Owner is { } owner && owner != request.Owner && ticket.Due > request.Now;
        return isHeldByAnother ? null : Take(ticket, request);
    }

    public bool Renew(Claim claim, DateTimeOffset leaseUntil)
    {
        if (tables.Held(claim) is not { } ticket)
            return false;
        tables.SetDue(ticket, leaseUntil);
        return true;
    }

    public void Release(Claim claim, DateTimeOffset? due)
    {
        if (tables.Held(claim) is not { } ticket)
            return;
        ticket.Owner = null;
        var hasUnseen = ticket.Arrivals > ticket.Seen;
        tables.SetDue(ticket, hasUnseen && !(due < ticket.ArrivedAt) ? ticket.ArrivedAt : due);
    }

    public DateTimeOffset? NextDue() => tables.Due.Count == 0 ? null : tables.Due.Min.Due;

    private Claim Take(TicketCell ticket, ClaimRequest request)
    {
        ticket.Owner = request.Owner;
        ticket.Fence++;
        tables.SetDue(ticket, request.LeaseUntil);
        return new Claim(ticket.Address, request.Owner, ticket.Fence, request.LeaseUntil);
    }
}
