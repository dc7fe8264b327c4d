namespace Entente.Node.Backfills;

/// <summary>Asks to bring existing tickets under a link's rule.</summary>
/// <param name="Since">Tickets changed since then are looked at.</param>
/// <param name="Yes">False only counts.</param>
public sealed record BackfillRequest(string Link, DateTimeOffset Since, bool Yes = false);

/// <summary>How far a backfill is, or how it ended.</summary>
/// <param name="Stage"><c>counting</c>, <c>waiting</c> for tickets ordered before, then <c>preview</c>, <c>ordered</c> or <c>failed</c>.</param>
/// <param name="Named">The first tickets that cannot be shared or read, with the reason.</param>
/// <param name="Failure">Why the tracker could not list its tickets to the end; null when it could.</param>
public sealed record BackfillReport(string Stage, BackfillCounts Counts, IReadOnlyList<BackfillRefusal> Named, string? Failure);

/// <summary>Tickets looked at so far; <paramref name="Seen"/> is the sum of the others but <paramref name="Ordered"/>.</summary>
/// <param name="Linkable">Would be linked.</param>
/// <param name="Ordered">Of those, the ones whose owner was asked to link them.</param>
public sealed record BackfillCounts(long Seen, long Linkable, long Ordered, long Linked, long NotTriggered, long NotShareable, long Unreadable);

/// <summary>A ticket that cannot be linked, and why.</summary>
public sealed record BackfillRefusal(string Ticket, string Reason);
