using System.Globalization;

using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Recovery;

/// <summary>
/// A person's orders about what is parked. They travel as notices, which are durable and reach the ticket's owner, whoever that is. An order names
/// what the person saw, so two orders about one parking, by one operator or two, are one.
/// </summary>
internal static class ParkedOrders
{
    public const string SkipSource = "skip";

    /// <summary>Asks the ticket's owner to try again. Its delivery names the parkings, so asking twice is asking once.</summary>
    public static Notice ToRetry(HubContext hub, TicketRow row, IEnumerable<Parking> parkings)
    {
        var seen = string.Join('+', parkings.Select(parking => parking.At.UtcTicks.ToString(CultureInfo.InvariantCulture)));
        return new Notice(row.Ticket, row.NativeId ?? "", $"retry:{row.Ticket.Id}:{seen}", NoticeSource.Person, null, hub.Now);
    }

    /// <summary>Asks the ticket's owner to give up the envelope at which a side stands.</summary>
    public static Notice ToSkip(HubContext hub, TicketRow row, SideState side, string by) => new(
        row.Ticket, row.NativeId ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{SkipSource}:{side.Twin}:{side.Inbound!.Seq}:{Uri.EscapeDataString(by)}"),
        SkipSource, null, hub.Now);

    /// <summary>Carries out what asks to skip; each is answered at once, so that it never meets a later envelope.</summary>
    public static void Skip(TurnDraft draft, IConnector connector)
    {
        foreach (var notice in draft.Work.Notices.Where(notice => notice.Source == SkipSource))
        {
            var parts = notice.Delivery.Split(':');
            Skipping.Skip(
                draft.Ticket, (parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture)), Uri.UnescapeDataString(parts[3]), connector);
            draft.Ticket.AnsweredAll([notice]);
        }
    }
}
