namespace Entente.Core.Tickets;

/// <summary>A person as a tracker names one.</summary>
/// <param name="NativeId">The tracker's id of the account.</param>
/// <param name="Name">Display name.</param>
/// <param name="Address">E-mail address, where the tracker shows it. Crosses only if a rule shares it.</param>
/// <param name="IsHub">True for the account under which the hub itself writes.</param>
public sealed record TicketPerson(string NativeId, string Name, string? Address = null, bool IsHub = false);
