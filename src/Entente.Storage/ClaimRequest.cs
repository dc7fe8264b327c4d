namespace Entente.Storage;

/// <summary>Who claims, for how long, and the instant at which it asks.</summary>
internal sealed record ClaimRequest(string Owner, TimeSpan Lease, DateTimeOffset Now)
{
    public DateTimeOffset LeaseUntil => Now + Lease;
}
