using System.Runtime.CompilerServices;

using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Node.Tickets;

/// <summary>Reads the tickets page by page, so that a large hub never lies whole in memory.</summary>
internal static class TicketRows
{
    private const int PageSize = 500;

    public static async IAsyncEnumerable<TicketRow> AllAsync(HubContext hub, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var page = await hub.Reader.TicketsAsync(null, after, PageSize, cancellation);
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Ticket.Id;
        }
    }

    /// <summary>
    /// A ticket by <c>connection:key</c> or by its id. Of a key such as <c>#35</c> the sign may be left out, which shells read as a comment.
    /// </summary>
    public static async Task<TicketRow?> FindAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return await hub.Reader.TicketAsync(reference, cancellation);
        var (connection, key) = (reference[..colon], reference[(colon + 1)..]);
        return await hub.Reader.TicketByKeyAsync(connection, key, cancellation)
            ?? await hub.Reader.TicketByKeyAsync(connection, $"#{key}", cancellation)
            // a ticket that a follow-up continues keeps its first number's name
            ?? await hub.Reader.TicketAsync(Ids.Ticket(connection, key.TrimStart('#')), cancellation);
    }
}
