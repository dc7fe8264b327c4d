using Entente.Core.Journal;
using Entente.Storage.Copies;

namespace Entente.Storage.InMemory;

/// <summary>Fills an empty simulated store from canonical rows.</summary>
internal sealed class CopyLoading(Tables tables)
{
    private readonly Lanes lanes = new(tables);

    public void Load(IEnumerable<StoreRow> rows)
    {
        foreach (var row in rows)
            Load(row);
    }

    private void Load(StoreRow row)
    {
        switch (row.Table.Name)
        {
            case "value": tables.Values[row.Text(0)] = row.Text(1); break;
            case "ticket": Ticket(row); break;
            case "state_copy": tables.Tickets[row.Text(0)].Copy = (row.Number(1), row.Bytes(2)); break;
            case "entry": Entry(row); break;
            case "notice": Notice(row); break;
            case "lane": Lane(row); break;
            case "lane_taken": Taken(row); break;
            case "side":
                tables.Tickets[row.Text(0)].Sides[row.Text(1)] =
                    new SideRow(row.Text(0), row.Text(2), row.Text(1), row.Text(3), row.Text(4), row.TextOrNull(5));
                break;
            case "change": Change(row); break;
            case "effect": Effect(row); break;
            case "audit": Audit(row); break;
            default: throw new ArgumentException($"{row.Table.Name} is no canonical table.");
        }
    }

    private void Ticket(StoreRow row)
    {
        var cell = tables.Ticket(new TicketAddress(row.Text(0), row.Text(1), row.Text(2)));
        cell.Fence = row.Number(8);
        if (row.Number(10) > 0)
            cell.Row = new TicketRow(cell.Address, row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.Text(6), Instant(row.Number(7)));
        if (cell.Row?.NativeId is { } native)
            tables.NativeIds[(cell.Address.Connection, native)] = cell.Address.Id;
        if (row.Values[9] is long due)
            tables.SetDue(cell, Instant(due));
    }

    private void Entry(StoreRow row) => tables.Tickets[row.Text(0)].Entries.Add(
        new JournalEntry(row.Number(1), Instant(row.Number(2)), row.Text(3), row.Bytes(4), row.Bytes(5), row.Text(7), row.Text(8))
        {
            PayloadHash = row.Text(6),
        });

    private void Notice(StoreRow row)
    {
        var ticket = tables.Tickets[row.Text(2)];
        var notice = new Notice(ticket.Address, row.Text(3), row.Text(1), row.Text(4), row.TextOrNull(5), Instant(row.Number(6)));
        var cell = new NoticeCell(notice, ticket.Address.Id) { Place = ++tables.Arrivals, IsDone = row.Number(7) != 0 };
        tables.Notices[(row.Text(0), row.Text(1))] = cell;
        if (!cell.IsDone)
            ticket.Waiting.Add(cell);
    }

    private void Lane(StoreRow row) => lanes.Deliver(new LaneMessage(
        row.Text(0), row.Text(1), tables.Tickets[row.Text(4)].Address, (int)row.Number(2), row.Number(3), row.Text(5), row.Bytes(6), row.Text(7),
        row.Text(8)));

    private void Taken(StoreRow row) =>
        Lanes.Take(tables.Tickets[row.Text(0)], new LanePosition(row.Text(1), row.Text(2), (int)row.Number(3), row.Number(4)));

    private void Change(StoreRow row)
    {
        var change = new ChangeRow(
            row.Text(0), row.Text(4), row.Text(1), row.Text(5), row.Number(2), (int)row.Number(3), row.Text(6), row.Text(7), row.TextOrNull(8),
            row.Number(9));
        tables.Tickets[change.TicketId].Changes[(change.Twin, change.Seq, change.N)] = change;
    }

    private void Effect(StoreRow row)
    {
        var effect = new EffectRow(
            row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), (int)row.Number(5), row.TextOrNull(6));
        tables.EffectTickets[effect.Id] = effect.TicketId;
        tables.Tickets[effect.TicketId].Effects[effect.Id] = effect;
    }

    private void Audit(StoreRow row)
    {
        var act = new AuditAct(Instant(row.Number(1)), row.Text(2), row.Text(3), row.Text(4), row.Text(5)) { Seal = row.Text(6) };
        tables.Audit.Add(new AuditEntry(row.Number(0), act, row.Text(7), row.Text(8)));
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
