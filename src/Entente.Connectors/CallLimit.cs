namespace Entente.Connectors;

/// <summary>A limit that a vendor publishes for some calls of one account, so that the hub stays below it instead of running into it.</summary>
/// <param name="Name">Names its budget in the store: <c>ticket-updates</c>.</param>
/// <param name="Count">Calls in any window of this length.</param>
/// <param name="Burst">
/// Calls that may go out at once; the rest of the window's calls are spread over it, so that no window sees more than <paramref name="Count"/>.
/// </param>
/// <param name="KeyOf">
/// From a call's method and path: what is counted by itself, such as a ticket's id; empty where all such calls count together; null for a call
/// that the limit does not concern.
/// </param>
public sealed record CallLimit(string Name, int Count, TimeSpan Window, int Burst, Func<string, string, string?> KeyOf);
