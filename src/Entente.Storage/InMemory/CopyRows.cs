using Entente.Storage.Copies;

namespace Entente.Storage.InMemory;

/// <summary>What the simulated store holds, as canonical rows in their order.</summary>
internal static class CopyRows
{
    public static IEnumerable<StoreRow> Of(Tables tables) =>
        tables.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => Row(StoreTables.Value, value.Key, value.Value))
            .Concat(tables.Tickets.Values.Select(Ticket))
            .Concat(tables.Tickets.Values.Where(cell => cell.Copy.Body is not null)
                .Select(cell => Row(StoreTables.StateCopy, cell.Address.Id, cell.Copy.At, cell.Copy.Body)))
            .Concat(tables.Tickets.Values.SelectMany(Entries))
            .Concat(tables.Notices.Values.OrderBy(cell => cell.Place).Select(Notice))
            .Concat(tables.Lanes.Values.Select(Lane))
            .Concat(tables.Tickets.Values.SelectMany(Taken))
            .Concat(Sides(tables))
            .Concat(tables.Tickets.Values.SelectMany(cell => cell.Changes.Values).Select(change => Row(
                StoreTables.Change, change.TicketId, change.Twin, change.Seq, (long)change.N, change.Party, change.Link, change.Field, change.State,
                change.Reason, change.ReplicaSeq)))
            .Concat(tables.EffectTickets.OrderBy(effect => effect.Key, StringComparer.Ordinal)
                .Select(effect => tables.Tickets[effect.Value].Effects[effect.Key])
                .Select(effect => Row(
                    StoreTables.Effect, effect.Id, effect.TicketId, effect.Party, effect.Kind, effect.State, (long)effect.Attempt, effect.RemoteId)))
            .Concat(tables.Audit.Select(Audit));

    private static StoreRow Audit(Core.Journal.AuditEntry entry) => Row(
        StoreTables.Audit, entry.N, entry.Act.At.UtcTicks, entry.Act.Who, entry.Act.What, entry.Act.On, entry.Act.Outcome, entry.Act.Seal,
        entry.PreviousHash, entry.Hash);

    private static StoreRow Ticket(TicketCell cell) => Row(
        StoreTables.Ticket, cell.Address.Id, cell.Address.Party, cell.Address.Connection, cell.Row?.NativeId, cell.Row?.Key, cell.Row?.CaseId,
        cell.Row?.Title ?? "", cell.Row?.Updated.UtcTicks ?? 0, cell.Fence, cell.Owner is null ? cell.Due?.UtcTicks : 0L, cell.Head, cell.HeadHash);

    private static IEnumerable<StoreRow> Entries(TicketCell cell) => cell.Entries.Select(entry => Row(
        StoreTables.Entry, cell.Address.Id, entry.N, entry.At.UtcTicks, entry.Kind, Erased(entry.Payload), Erased(entry.Salt), entry.PayloadHash,
        entry.PreviousHash, entry.Hash));

    private static byte[]? Erased(byte[] bytes) => bytes.Length == 0 ? null : bytes;

    private static StoreRow Notice(NoticeCell cell) => Row(
        StoreTables.Notice, cell.Notice.Ticket.Connection, cell.Notice.Delivery, cell.TicketId, cell.Notice.NativeId, cell.Notice.Source,
        cell.Notice.Revision, cell.Notice.ReceivedAt.UtcTicks, cell.IsDone ? 1L : 0L);

    private static StoreRow Lane(Core.Journal.LaneMessage message) => Row(
        StoreTables.Lane, message.Twin, message.FromTicket, (long)message.Epoch, message.Seq, message.To.Id, message.Kind, message.Envelope,
        message.PreviousHash, message.Hash);

    private static IEnumerable<StoreRow> Taken(TicketCell cell) => cell.Lanes.Where(lane => lane.Value.Taken != default).Select(lane => Row(
        StoreTables.LaneTaken, cell.Address.Id, lane.Key.Twin, lane.Key.FromTicket, (long)lane.Value.Taken.Epoch, lane.Value.Taken.Seq));

    private static IEnumerable<StoreRow> Sides(Tables tables) => tables.Tickets.Values.SelectMany(cell => cell.Sides.Values)
        .Select(side => Row(StoreTables.Side, side.TicketId, side.Twin, side.Party, side.Link, side.State, side.Parked));

    private static StoreRow Row(StoreTable table, params object?[] values) => new(table, values);
}
