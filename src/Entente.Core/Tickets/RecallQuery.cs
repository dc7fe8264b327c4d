namespace Entente.Core.Tickets;

/// <summary>
/// Asks whether our account made a ticket that the journal does not know: the store was restored, and an earlier time line may have made it.
/// </summary>
/// <param name="Markers">Ids of effects that would have made it, the likeliest first.</param>
/// <param name="Step">What would be made now.</param>
/// <param name="Since">It was made at this instant or later, by any of the clocks.</param>
public sealed record RecallQuery(IReadOnlyList<string> Markers, WriteStep Step, DateTimeOffset Since);
