using Entente.Cel;

namespace Entente.Core.Tickets;

/// <summary>
/// The code that speaks one tracker's API for one connection. Stateless between calls but for caches of things that do not change (field ids).
/// Every failure is a <see cref="ConnectorException"/>; cancellation is <see cref="OperationCanceledException"/>.
/// </summary>
public interface IConnector
{
    ConnectorTraits Traits { get; }

    /// <summary>The product's standard fields; a connection's catalogue extends them.</summary>
    TicketSchema Schema { get; }

    /// <summary>Reachable, authorised, rights, version, clock skew, claim level: what an operator sees before going live.</summary>
    Task<CheckReport> CheckAsync(CancellationToken cancellation);

    /// <summary>The connection's own fields, statuses and allowed values.</summary>
    Task<TicketSchema> CatalogueAsync(CancellationToken cancellation);

    /// <summary>
    /// The ticket now and its history since <paramref name="known"/>. With a known snapshot only what changed is fetched (comments when their count
    /// or the revision moved); without one the history may be left out. A ticket that is gone or hidden fails as <see cref="FailureKind.NotFound"/>.
    /// </summary>
    Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation);

    /// <summary>
    /// Splits a write into calls, in the order in which they must be made. Pure. <paramref name="current"/> is null for a ticket to be made.
    /// </summary>
    IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current);

    /// <summary>
    /// True when the ticket already holds what an accept rule wants in this field. Pure: <c>"High"</c> is held by <c>{"id": "2", "name": "High"}</c>.
    /// </summary>
    bool Holds(string field, CelValue current, CelValue wanted);

    /// <summary>Turns a step into exact bytes. May look things up and make harmless uploads; changes no ticket.</summary>
    Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation);

    /// <summary>Makes the call, once, and reads the answer.</summary>
    Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation);

    /// <summary>
    /// Climbs the probe ladder for a write whose outcome is unknown; called only when no earlier request can still be applied (settle).
    /// </summary>
    Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation);

    /// <summary>
    /// Looks for a ticket that an earlier time line of the hub made, by its marker; called only when no request of that time line can still be
    /// applied. Reads by id, and lists that may show absence, decide (Invariant 10).
    /// </summary>
    Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation);

    /// <summary>
    /// What carries a write's marker and was made by the hub's own account since <see cref="MarkedWrite.Since"/>, oldest first. May show presence
    /// only: what is not listed may still be there (RELIABILITY 2.4). What a person made, a clone included, is never listed.
    /// </summary>
    Task<IReadOnlyList<Carrier>> CarriersAsync(MarkedWrite write, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Carrier>>([]);

    /// <summary>
    /// The calls that retire a second carrier in the product's own way, in order; empty where it has none. Pure. They are made as steps of kind
    /// <see cref="WriteKind.Retire"/>, under the protocol of every write.
    /// </summary>
    IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) => [];

    /// <summary>The cursor of a poll that begins at an instant. Pure.</summary>
    string PollFrom(DateTimeOffset since);

    /// <summary>Tickets changed since the cursor, with overlap; a null cursor begins now minus the connection's look-back.</summary>
    Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation);

    /// <summary>The attachment's bytes as a stream that the caller disposes. Credentials never go to a foreign host.</summary>
    Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation);

    /// <summary>Verifies a webhook on its raw bytes and reads which tickets it hints at. Pure.</summary>
    WebhookReading ReadWebhook(WebhookCall call);
}

/// <summary>What a connector can do, by name.</summary>
public sealed record ConnectorTraits(string Product, string Title)
{
    /// <summary>A write may carry the revision it was planned against, and is refused when the ticket moved on.</summary>
    public bool HasConditionalWrite { get; init; }

    /// <summary>The resolution of the tracker's time of change: within it two changes look alike, so reads wait it out.</summary>
    public TimeSpan StampResolution { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The text of a comment can be replaced.</summary>
    public bool EditsComments { get; init; }

    /// <summary>What may be said of a create: <c>exactly-once</c>, <c>exactly-once after 24 h</c>, <c>at-most-once</c>.</summary>
    public required string CreateClaim { get; init; }

    /// <summary>The longest text of each length-limited native field, in the tracker's own measure.</summary>
    public IReadOnlyDictionary<string, int> TextLimits { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The longest comment, in the tracker's own measure.</summary>
    public required int CommentLimit { get; init; }

    /// <summary>The largest file.</summary>
    public required long AttachmentLimitBytes { get; init; }
}

/// <summary>One line of a connection's check.</summary>
public sealed record CheckItem(string Name, bool Ok, string Finding, string? Remedy = null);

/// <summary>What <see cref="IConnector.CheckAsync"/> found.</summary>
public sealed record CheckReport(IReadOnlyList<CheckItem> Items)
{
    public bool Ok => Items.All(item => item.Ok);
}

/// <summary>A ticket that a poll found changed.</summary>
/// <param name="Revision">The revision seen, or its head (<see cref="TicketSnapshot.IsRevision"/>); null when the hint does not tell.</param>
/// <param name="ByHub">True when the hint says that the hub's own account caused it: our own write, which needs no read.</param>
public sealed record PollHit(string NativeId, string? Revision, bool ByHub = false);

/// <summary>
/// One page of a poll. <paramref name="Cursor"/> is stored after its hits are; <paramref name="More"/> asks for the next page at once.
/// </summary>
public sealed record PollPage(IReadOnlyList<PollHit> Hits, string Cursor, bool More);

/// <summary>A webhook as it arrived: raw bytes, headers without case, and our clock.</summary>
public sealed record WebhookCall(IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset ReceivedAt);

/// <summary>What a webhook hints at, or why it is refused.</summary>
/// <param name="Refusal">Null when the call is genuine.</param>
/// <param name="DeliveryId">The vendor's id of the delivery, the same across its retries.</param>
public sealed record WebhookReading(string? Refusal, string DeliveryId, IReadOnlyList<PollHit> Hits)
{
    public static WebhookReading Refused(string reason) => new(reason, "", []);
}
