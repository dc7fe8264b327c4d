using System.Collections.Immutable;

namespace Entente.Node.Conservation;

/// <summary>Invariant 7 for one link: <c>seen = applied + filtered + superseded + parked + pending</c>.</summary>
/// <param name="Seen">Changes that the link's tickets showed.</param>
/// <param name="States">How many stand in which state.</param>
public sealed record LinkBalance(string Link, long Seen, ImmutableSortedDictionary<string, long> States);

/// <summary>A link whose changes do not add up.</summary>
/// <param name="Ticket">The ticket where it shows; empty where only the sum does.</param>
public sealed record Violation(string Link, string Ticket, string What);

/// <summary>The newest check of all links.</summary>
/// <param name="Compared">Tickets whose rows were compared with their journal since the node started, one by one.</param>
/// <param name="Violations">Of the newest check of each ticket and link; empty when all adds up.</param>
public sealed record Balance(DateTimeOffset At, IReadOnlyList<LinkBalance> Links, long Compared, IReadOnlyList<Violation> Violations);
