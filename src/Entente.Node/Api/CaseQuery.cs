using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Api;

/// <summary>A case and the tickets it lives in.</summary>
public sealed record CaseSummary(string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, DateTimeOffset Updated);

/// <summary>One ticket of a case.</summary>
public sealed record CaseTicket(string TicketId, string Connection, string Party, string? Key);

/// <summary>The life of a case: its events through all trackers, who held it how long, what was lost to a conflict, what is parked.</summary>
public sealed record CaseLife(
    string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, IReadOnlyList<PlacedEvent> Events, IReadOnlyList<Holding> Custody,
    IReadOnlyList<LostValue> Lost);

/// <summary>A value that lost a conflict or was overwritten: kept and shown.</summary>
public sealed record LostValue(string Ticket, DateTimeOffset At, string Field, string Value, string Party, string Reason);

/// <summary>Reads cases out of the journal.</summary>
internal static class CaseQuery
{
    private const int EntryPage = 500;

    public static async Task<IReadOnlyList<CaseSummary>> ListAsync(HubContext hub, CancellationToken cancellation)
    {
        var byCase = new SortedDictionary<string, List<TicketRow>>(StringComparer.Ordinal);
        await foreach (var row in TicketPages.AllAsync(hub, cancellation))
            if (row.CaseId is { } caseId)
            {
                if (!byCase.TryGetValue(caseId, out var rows))
                    byCase[caseId] = rows = [];
                rows.Add(row);
            }

        return [.. byCase.Select(found => Summary(found.Key, found.Value)).OrderByDescending(found => found.Updated)];
    }

    public static async Task<CaseLife?> FindAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        if (await TicketPages.FindAsync(hub, reference, cancellation) is not { CaseId: { } caseId })
            return null;
        var rows = new List<TicketRow>();
        var events = new List<PlacedEvent>();
        var lost = new List<LostValue>();
        var names = new CaseNames(caseId);
        while (names.Next() is { } name)
        {
            var found = await RowsAsync(hub, name, cancellation);
            rows.AddRange(found);
            foreach (var row in found)
                await ReadAsync(hub, row, events, lost, cancellation);
            names.Learn(events);
        }

        caseId = names.Canonical;
        var life = CaseHistory.Order(names.OfOneCase(events));
        var summary = Summary(caseId, rows);
        return new CaseLife(caseId, summary.Title, summary.Tickets, life, CaseHistory.Custody(life, hub.Now), lost);
    }

    private static async Task<List<TicketRow>> RowsAsync(HubContext hub, string caseId, CancellationToken cancellation)
    {
        var rows = new List<TicketRow>();
        await foreach (var row in TicketPages.AllAsync(hub, cancellation))
            if (row.CaseId == caseId)
                rows.Add(row);
        return rows;
    }

    private static async Task ReadAsync(HubContext hub, TicketRow row, List<PlacedEvent> events, List<LostValue> lost, CancellationToken cancellation)
    {
        var name = row.Key is null ? row.Ticket.Connection : $"{row.Ticket.Connection}:{row.Key}";
        long from = 1;
        IReadOnlyList<StoredEntry> page;
        do
        {
            page = await hub.Reader.EntriesAsync(row.Ticket.Id, from, EntryPage, cancellation);
            foreach (var entry in page.Where(entry => entry.Entry.Payload.Length > 0))
                Collect(name, row, entry.Entry, events, lost);
            from += page.Count;
        }
        while (page.Count == EntryPage);
    }

    private static void Collect(string name, TicketRow row, JournalEntry entry, List<PlacedEvent> events, List<LostValue> lost)
    {
        switch (SyncJson.Read<Fact>(entry.Payload))
        {
            case Observed observed:
                events.AddRange(observed.Events.Select((e, i) => new PlacedEvent(e, row.Ticket.Id, name, entry.N, i)));
                break;
            case Happened happened:
                events.AddRange(happened.Events.Select((e, i) => new PlacedEvent(e, row.Ticket.Id, name, entry.N, i)));
                break;
            case Taken taken: // Invariant 9: what lost is shown with its case
                lost.AddRange(taken.Superseded.Select(l => new LostValue(name, entry.At, l.Field, Text(l.Value), l.Party, l.Reason)));
                break;
            case Contested contested:
                lost.AddRange(contested.Superseded.Select(l => new LostValue(name, entry.At, l.Field, Text(l.Value), l.Party, l.Reason)));
                break;
            case Planned planned:
                lost.AddRange(planned.Overwrites.Select(l => new LostValue(name, entry.At, l.Field, Text(l.Value), l.Party, l.Reason)));
                break;
        }
    }

    private static string Text(Cel.CelValue value) => value.Kind == Cel.CelKind.String ? value.AsString() : value.ToString();

    private static CaseSummary Summary(string caseId, List<TicketRow> rows) => new(
        caseId,
        rows.Find(row => row.Ticket.Id == caseId)?.Title ?? rows[0].Title,
        [.. rows.Select(row => new CaseTicket(row.Ticket.Id, row.Ticket.Connection, row.Ticket.Party, row.Key)).OrderBy(t => t.TicketId == caseId
            ? 0
            : 1)],
        rows.Max(row => row.Updated));
}
