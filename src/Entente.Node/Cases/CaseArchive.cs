using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Api;
using Entente.Node.Tickets;

namespace Entente.Node.Cases;

/// <summary>
/// Cases as the journal tells them. What was read of a ticket is kept and read on from there, so a page that is looked at again costs what is
/// new; the cache can be thrown away at any time and is, once it holds more tickets than <see cref="MaxTickets"/>. Readers take turns.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so there is nothing to dispose of.
internal sealed class CaseArchive(HubContext hub)
#pragma warning restore CA1001
{
    private const int EntryPage = 500;
    private const int MaxTickets = 20_000;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, TicketLife> lives = new(StringComparer.Ordinal);

    /// <summary>All cases, the newest change first.</summary>
    public async Task<IReadOnlyList<CaseLine>> ListAsync(CancellationToken cancellation)
    {
        var byCase = new SortedDictionary<string, List<TicketRow>>(StringComparer.Ordinal);
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
            if (row.CaseId is { } caseId)
            {
                if (!byCase.TryGetValue(caseId, out var rows))
                    byCase[caseId] = rows = [];
                rows.Add(row);
            }

        var sides = await hub.Reader.SidesAsync(null, "parked", cancellation);
        var parked = sides.Select(side => side.TicketId).ToHashSet(StringComparer.Ordinal);
        var lines = new List<CaseLine>(byCase.Count);
        while (byCase.Count > 0)
        {
            var found = await GatherAsync(byCase.Keys.First(), id => byCase.GetValueOrDefault(id, []), cancellation);
            foreach (var id in found.Names.All)
                byCase.Remove(id);
            lines.Add(CaseLine.Of(Tell(found), found.Rows.Max(row => row.Updated), found.Rows.Count(row => parked.Contains(row.Ticket.Id))));
        }

        return [.. lines.OrderByDescending(line => line.Updated).ThenBy(line => line.CaseId, StringComparer.Ordinal)];
    }

    /// <summary>The case of a ticket, named by <c>connection:key</c> or an id; null when the hub knows none.</summary>
    public async Task<CaseStory?> FindAsync(string reference, CancellationToken cancellation)
    {
        if (await TicketRows.FindAsync(hub, reference, cancellation) is not { CaseId: { } caseId })
            return null;
        var rows = new List<TicketRow>();
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
            if (row.CaseId is not null)
                rows.Add(row);
        var byCase = rows.ToLookup(row => row.CaseId!, StringComparer.Ordinal);
        return Tell(await GatherAsync(caseId, id => [.. byCase[id]], cancellation));
    }

    /// <summary>What is parked of a case, oldest first.</summary>
    public async Task<IReadOnlyList<ParkedSide>> ParkedAsync(CaseStory story, CancellationToken cancellation)
    {
        var tickets = story.Tickets.Select(ticket => ticket.Id).ToHashSet(StringComparer.Ordinal);
        var parked = await ParkedQuery.ListAsync(hub, cancellation);
        return [.. parked.Where(side => tickets.Contains(side.TicketId)).OrderBy(side => side.Since)];
    }

    private CaseStory Tell(Gathered found)
    {
        var caseId = found.Names.Canonical;
        var title = found.Rows.Find(row => row.Ticket.Id == caseId)?.Title ?? found.Rows[0].Title;
        return CaseStory.Of(caseId, title, found.Told, hub.Now, found.Names.Absorbed);
    }

    /// <summary>Reads the tickets of a case, and of the cases that a connection made one with it.</summary>
    private async Task<Gathered> GatherAsync(string caseId, Func<string, List<TicketRow>> rowsOf, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (lives.Count > MaxTickets)
                lives.Clear();
            var found = new Gathered(new CaseNames(caseId), [], []);
            while (found.Names.Next() is { } name)
                foreach (var row in rowsOf(name))
                {
                    var ticket = new ToldTicket(
                        row.Ticket.Id, row.Ticket.Connection, row.Ticket.Party, row.Key, await LifeAsync(row.Ticket.Id, cancellation));
                    found.Rows.Add(row);
                    found.Told.Add(ticket);
                    found.Names.Learn(ticket.Life.Events(ticket.Id, ticket.Name));
                }

            return found;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<TicketLife> LifeAsync(string ticketId, CancellationToken cancellation)
    {
        if (!lives.TryGetValue(ticketId, out var life))
            lives[ticketId] = life = new TicketLife();
        IReadOnlyList<StoredEntry> page;
        do
        {
            page = await hub.Reader.EntriesAsync(ticketId, life.Next, EntryPage, cancellation);
            foreach (var entry in page.Select(stored => stored.Entry))
                life.Add(entry.N, entry.At, entry.Payload.Length == 0 ? null : SyncJson.Read<Fact>(entry.Payload));
        }
        while (page.Count == EntryPage);
        return life;
    }

    private sealed record Gathered(CaseNames Names, List<TicketRow> Rows, List<ToldTicket> Told);
}
