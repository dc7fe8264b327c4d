using Entente.Cel;

namespace Entente.Core.Tickets;

/// <summary>One entry of a tracker's own history of a ticket: an audit, a changelog entry, a revision.</summary>
/// <param name="Id">The tracker's id of the entry.</param>
/// <param name="Marker">The effect that caused it, where the tracker keeps our marker with the entry.</param>
public sealed record HistoryStep(string Id, DateTimeOffset At, TicketPerson Author, IReadOnlyList<FieldStep> Fields, string? Marker = null);

/// <summary>One field's change within a <see cref="HistoryStep"/>; values in the form that <see cref="TicketSnapshot.Fields"/> has.</summary>
public sealed record FieldStep(string Field, CelValue Before, CelValue After);

/// <summary>A read: the ticket now, and what its tracker says happened since the snapshot that the reader already had, oldest first.</summary>
public sealed record TicketRead(TicketSnapshot Snapshot, IReadOnlyList<HistoryStep> Steps);
