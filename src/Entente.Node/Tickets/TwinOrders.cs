using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;

namespace Entente.Node.Tickets;

/// <summary>
/// A person's order to connect a ticket or to end its twin. It travels as a notice, which is durable and reaches the ticket's owner, whoever that is;
/// its delivery says what is to be done.
/// </summary>
internal static class TwinOrders
{
    public const string Connect = "connect";

    public const string Disconnect = "disconnect";

    /// <summary>Asks the opener's owner to open a twin with a ticket that the hub knows.</summary>
    public static Notice ToConnect(HubContext hub, TicketRow opener, string link, TicketAddress far) =>
        new(opener.Ticket, opener.NativeId!, $"{Connect}:{link}:{far.Id}:{hub.Now.UtcTicks}", Connect, null, hub.Now);

    /// <summary>Asks a ticket's owner to end its twin on a link.</summary>
    public static Notice ToDisconnect(HubContext hub, TicketRow row, string link) =>
        new(row.Ticket, row.NativeId ?? "", $"{Disconnect}:{link}:{row.Ticket.Id}:{hub.Now.UtcTicks}", Disconnect, null, hub.Now);

    /// <summary>Carries out what asks to end twins; each is answered at once, so that it never meets a later twin.</summary>
    public static void End(TurnDraft draft)
    {
        foreach (var notice in draft.Work.Notices.Where(notice => notice.Source == Disconnect))
        {
            TwinEnding.End(draft.Ticket, LinkOf(notice));
            draft.Ticket.AnsweredAll([notice]);
        }
    }

    /// <summary>Carries out what asks to connect, on the ticket as it was just read.</summary>
    public static async Task OpenAsync(HubContext hub, TurnDraft draft, TicketSnapshot snapshot, CancellationToken cancellation)
    {
        foreach (var notice in draft.Work.Notices.Where(notice => notice.Source == Connect))
        {
            if (hub.Book.Accord.Link(LinkOf(notice)) is { } link
                && await hub.Reader.TicketAsync(notice.Delivery.Split(':')[2], cancellation) is { NativeId: not null } far)
                Connecting.Open(draft.Ticket, link.Id, far.Ticket, far.CaseId, snapshot.NativeId);
            draft.Ticket.Answered(notice);
        }
    }

    private static string LinkOf(Notice notice) => notice.Delivery.Split(':')[1];
}
