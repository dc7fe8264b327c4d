using System.Text;

using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Api;

/// <summary>One parked side, as people need to see it.</summary>
public sealed record ParkedSide(
    string TicketId, string? Ticket, string Title, string Party, string Link, string Twin, string Code, Fault Fault, string Message, string Remedy,
    DateTimeOffset Since);

/// <summary>What is parked, and the button that tries again.</summary>
internal static class ParkedQuery
{
    public static async Task<IReadOnlyList<ParkedSide>> ListAsync(HubContext hub, CancellationToken cancellation)
    {
        var parked = new List<ParkedSide>();
        foreach (var side in await hub.Reader.SidesAsync(null, "parked", cancellation))
        {
            var ticket = await hub.Reader.TicketAsync(side.TicketId, cancellation);
            var reason = SyncJson.Read<Parking>(Encoding.UTF8.GetBytes(side.Parked!));
            var name = ticket?.Key is { } key ? $"{ticket.Ticket.Connection}:{key}" : null;
            parked.Add(new ParkedSide(
                side.TicketId, name, ticket?.Title ?? "", side.Party, side.Link, side.Twin, reason.Code, reason.Fault, reason.Message,
                reason.Remedy, reason.At));
        }

        return parked;
    }

    /// <summary>Makes a parked ticket due as a person's act does; asking twice is the same as asking once.</summary>
    public static async Task<bool> RetryAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        if (await TicketPages.FindAsync(hub, reference, cancellation) is not { } row)
            return false;
        var notice = new Notice(row.Ticket, row.NativeId ?? "", $"retry:{row.Ticket.Id}:{hub.Now.UtcTicks}", "person", null, hub.Now);
        await hub.Journal.NoticeAsync(notice, cancellation);
        hub.Wake.Set();
        return true;
    }
}
