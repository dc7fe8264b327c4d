using System.Globalization;

using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Recovery;

/// <summary>
/// A person's order to put a ticket back. It travels as a notice and is decided by the ticket's owner on a fresh read, whatever the preview showed.
/// </summary>
internal static class UndoOrders
{
    public const string Source = "undo";

    private const int EntryPage = 500;

    public static Notice ToUndo(HubContext hub, TicketRow row, long before, string by) => new(
        row.Ticket, row.NativeId!,
        string.Create(CultureInfo.InvariantCulture, $"{Source}:{row.Ticket.Id}:{before}:{hub.Now.UtcTicks}:{Uri.EscapeDataString(by)}"),
        Source, null, hub.Now);

    /// <summary>Takes the orders that wait at a ticket that was just read.</summary>
    public static async Task OrderAsync(HubContext hub, TurnDraft draft, IConnector connector, bool isFresh, CancellationToken cancellation)
    {
        foreach (var notice in draft.Work.Notices.Where(notice => isFresh && notice.Source == Source))
        {
            var parts = notice.Delivery.Split(':');
            var before = long.Parse(parts[2], CultureInfo.InvariantCulture);
            if (draft.State is { IsGone: false, Base: { IsFinal: false } now }
                && await ThenAsync(hub, draft.State.Address, before, cancellation) is { } then)
                Undoing.Order(
                    draft.Ticket, before, Uri.UnescapeDataString(parts[4]),
                    Undoing.Differences(draft.State, draft.Ticket.Book, connector, (then, now)));
        }
    }

    /// <summary>
    /// The ticket as it stood before an entry of its journal; null when it had not been read by then, or a payload of that time was erased.
    /// </summary>
    public static async Task<TicketSnapshot?> ThenAsync(HubContext hub, TicketAddress ticket, long before, CancellationToken cancellation)
    {
        var state = new TicketState { Address = ticket };
        for (long next = 1; next < before; next += EntryPage)
        {
            var page = await hub.Reader.EntriesAsync(ticket.Id, next, (int)Math.Min(EntryPage, before - next), cancellation);
            foreach (var entry in page.Select(stored => stored.Entry))
            {
                if (entry.Payload.Length == 0)
                    return null;
                state = TicketFold.Apply(state, SyncJson.Read<Fact>(entry.Payload));
            }
        }

        return state.Base;
    }
}
