using System.Text;

using Entente.Core.Sync;

namespace Entente.Node.Api;

/// <summary>One parked side, as people need to see it.</summary>
public sealed record ParkedSide(
    string TicketId, string? Ticket, string Title, string Party, string Link, string Twin, string Code, Fault Fault, string Message, string Remedy,
    DateTimeOffset Since);

/// <summary>What is parked.</summary>
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
}
