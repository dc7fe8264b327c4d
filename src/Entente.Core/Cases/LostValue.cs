using Entente.Core.Sync;

namespace Entente.Core.Cases;

/// <summary>A value that lost a conflict or was overwritten: kept and shown (Invariant 9).</summary>
/// <param name="Ticket">How people name the ticket: <c>jr:SHOP-12</c>.</param>
/// <param name="Field">Canonical name, or <c>native:NAME</c> for a field of that ticket's own tracker, which is nobody else's matter.</param>
public sealed record LostValue(string Ticket, DateTimeOffset At, string Field, string Value, string Party, string Reason)
{
    /// <summary>True for a field of the shared dictionary.</summary>
    public bool IsShared => Lost.NativeIn(Field) is null;
}
