using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Node.Twins;

/// <summary>
/// Twins two existing tickets. The preview plays the connection on copies; the order makes the far ticket known to the hub, then asks the opener's
/// owner to open the twin. From there the usual way of a change goes on.
/// </summary>
internal static class TwinConnect
{
    private const string Held = "sync.hold";
    private const int MaxAttempts = 10;
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Throws <see cref="RefusedException"/> with what is wrong.</summary>
    public static async Task<ConnectResult> RunAsync(HubContext hub, ConnectRequest request, CancellationToken cancellation)
    {
        var a = await TicketLookup.FindAsync(hub, request.A, cancellation);
        var b = await TicketLookup.FindAsync(hub, request.B, cancellation);
        var link = LinkOf(hub, a, b, request.Link);
        var (opener, far) = link.CreatesFrom == a.Connection.Id ? (a, b) : (b, a);
        await ConnectRefusals.RequireAsync(hub, link, (opener, far), cancellation);
        var rehearsal = ConnectRehearsal.Play(hub.Book, link.Id, (opener.Candidate, far.Candidate), hub.Now);
        var preview = new ConnectResult("preview", link.Id, Show(opener, rehearsal.Opener), Show(far, rehearsal.Far));
        if (!request.Yes)
            return preview;
        foreach (var (ticket, side) in new[] { (opener, rehearsal.Opener), (far, rehearsal.Far) })
            if (side.Problem is { } problem && problem.Code != Held)
                throw new RefusedException(409, $"{ticket.Name} would be parked at once: {problem.Message} {problem.Remedy}");
        return preview with { Stage = await OrderAsync(hub, link, opener, far, cancellation) ? "connected" : "ordered" };
    }

    /// <summary>Ends a twin; false when its ticket is in somebody else's turn and ends it next.</summary>
    public static async Task<bool> EndAsync(HubContext hub, DisconnectRequest request, CancellationToken cancellation)
    {
        var ticket = await TicketRows.FindAsync(hub, request.Ticket, cancellation)
            ?? throw new RefusedException(404, $"The hub knows no ticket '{request.Ticket}': write connection:key, such as zd:35.");
        if (hub.Book.Accord.Link(request.Link) is null)
            throw RefusedException.NoLink(request.Link);
        var state = (await TicketPeek.OfAsync(hub, ticket.Ticket, cancellation)).State;
        if (state.Sides.Values.All(side => side.Link != request.Link))
            throw new RefusedException(409, $"{request.Ticket} has no twin on link '{request.Link}'.");
        await hub.Journal.NoticeAsync(TwinOrders.ToDisconnect(hub, ticket, request.Link), cancellation);
        hub.Wake.Set();
        return await NamedTurn.RunAsync(hub, ticket.Ticket, cancellation);
    }

    private static async Task<bool> OrderAsync(HubContext hub, LinkContract link, NamedTicket opener, NamedTicket far, CancellationToken cancellation)
    {
        var farRow = await KnownAsync(hub, far, cancellation);
        var openerRow = await KnownAsync(hub, opener, cancellation);
        await hub.Journal.NoticeAsync(TwinOrders.ToConnect(hub, openerRow, link.Id, farRow.Ticket), cancellation);
        hub.Wake.Set();
        await NamedTurn.RunAsync(hub, openerRow.Ticket, cancellation);
        var state = (await TicketPeek.OfAsync(hub, openerRow.Ticket, cancellation)).State;
        return state.Sides.Values.Any(side => side.Link == link.Id);
    }

    /// <summary>Lets the ticket's owner read it, so that it has a native id and nothing is created for it.</summary>
    private static async Task<TicketRow> KnownAsync(HubContext hub, NamedTicket ticket, CancellationToken cancellation)
    {
        if (ticket.Row is { NativeId: not null } known)
            return known;
        var delivery = $"known:{ticket.Address.Id}:{hub.Now.UtcTicks}";
        await hub.Journal.NoticeAsync(
            new Notice(ticket.Address, ticket.Snapshot.NativeId, delivery, NoticeSource.Person, null, hub.Now), cancellation);
        hub.Wake.Set();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            await NamedTurn.RunAsync(hub, ticket.Address, cancellation);
            if (await TicketLookup.RowOfAsync(hub, ticket.Connection.Id, ticket.Snapshot, cancellation) is { NativeId: not null } row)
                return row;
            await Task.Delay(TryAgain, hub.Time, cancellation); // a fresh hint waits out its second, or another owner has the ticket
        }

        throw new RefusedException(409, $"{ticket.Name} could not be read by its owner yet: ask again in a moment.");
    }

    private static LinkContract LinkOf(HubContext hub, NamedTicket a, NamedTicket b, string? wanted)
    {
        if (a.Connection.Id == b.Connection.Id)
            throw new RefusedException(422, $"{a.Name} and {b.Name} are both at connection '{a.Connection.Id}': a twin joins two connections.");
        if (wanted is not null && hub.Book.Accord.Link(wanted) is null)
            throw RefusedException.NoLink(wanted);
        var joining = hub.Book.Accord.Links.Where(link => link.Between.Contains(a.Connection.Id) && link.Between.Contains(b.Connection.Id)).ToList();
        if (wanted is not null)
            return joining.Find(link => link.Id == wanted)
                ?? throw new RefusedException(422, $"Link '{wanted}' does not join '{a.Connection.Id}' and '{b.Connection.Id}'.");
        return joining switch
        {
            [var only] => only,
            [] => throw new RefusedException(422, $"No link of the accord joins '{a.Connection.Id}' and '{b.Connection.Id}'."),
            _ => throw new RefusedException(
                422, $"Several links join the two: name one with --link ({string.Join(", ", joining.Select(link => link.Id))})."),
        };
    }

    private static ConnectedTicket Show(NamedTicket ticket, RehearsedSide side) => new(
        ticket.Name,
        ticket.Connection.Party,
        [.. side.Fields.Select(field => new FieldPreview(field.Field, ShownValue.Of(field.Before), ShownValue.Of(field.After)))],
        side.Comments,
        side.Files,
        [.. side.Lost.Select(lost => new KeptValue(lost.Field, ShownValue.Of(lost.Value), lost.Party, lost.Reason))],
        side.Problem is { } problem ? $"{problem.Message} {problem.Remedy}" : null);
}
