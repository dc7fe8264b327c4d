namespace Entente.Storage.Copies;

/// <summary>
/// The canonical tables, in the order in which they are read and written. Rows come ordered by key, texts by their UTF-8 bytes, notices as they
/// arrived. Left out is what says nothing about what happened: claims and leases (the node that held them does not run here), counts of arrivals (a
/// ticket that was held, or that something waits for, is due at once instead), and call budgets (they refill within a minute).
/// </summary>
public static class StoreTables
{
    public static StoreTable Value { get; } = Table("value", 1, "name", "text");

    /// <summary>A ticket that is owned has <c>due</c> 0: whoever opens the copy may claim it at once.</summary>
    public static StoreTable Ticket { get; } = Table(
        "ticket", 1, "id", "party", "connection", "native_id", "key", "case_id", "title", "updated#", "fence#", "due#", "head#", "head_hash");

    public static StoreTable StateCopy { get; } = Table("state_copy", 1, "ticket", "n#", "body*");

    /// <summary>Payload and salt are null once erased.</summary>
    public static StoreTable Entry { get; } = Table(
        "entry", 2, "ticket", "n#", "at#", "kind", "payload*", "salt*", "payload_hash", "prev_hash", "hash");

    public static StoreTable Notice { get; } = Table(
        "notice", 0, "connection", "delivery", "ticket", "native_id", "source", "revision", "received#", "done#");

    public static StoreTable Lane { get; } = Table(
        "lane", 4, "twin", "from_ticket", "epoch#", "seq#", "to_ticket", "kind", "envelope*", "prev_hash", "hash");

    public static StoreTable LaneTaken { get; } = Table("lane_taken", 3, "ticket", "twin", "from_ticket", "epoch#", "seq#");

    public static StoreTable Side { get; } = Table("side", 2, "ticket", "twin", "party", "link", "state", "parked");

    public static StoreTable Change { get; } = Table(
        "change", 4, "ticket", "twin", "seq#", "n#", "party", "link", "field", "state", "reason", "replica_seq#");

    public static StoreTable Effect { get; } = Table("effect", 1, "id", "ticket", "party", "kind", "state", "attempt#", "remote_id");

    public static StoreTable Audit { get; } = Table("audit", 1, "n#", "at#", "who", "what", "subject", "outcome", "seal", "prev_hash", "hash");

    public static IReadOnlyList<StoreTable> All { get; } =
        [Value, Ticket, StateCopy, Entry, Notice, Lane, LaneTaken, Side, Change, Effect, Audit];

    /// <param name="columns">A name that ends in # is a number's, in * one of bytes.</param>
    private static StoreTable Table(string name, int key, params string[] columns) => new(name, key, [.. columns.Select(Column)]);

    private static StoreColumn Column(string text) => text[^1] switch
    {
        '#' => new StoreColumn(text[..^1], ColumnKind.Number),
        '*' => new StoreColumn(text[..^1], ColumnKind.Bytes),
        _ => new StoreColumn(text, ColumnKind.Text),
    };
}
