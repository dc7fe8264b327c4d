namespace Entente.Node.Health;

/// <summary>Why nothing went through to a tracker.</summary>
public enum OutageReason
{
    /// <summary>No connection, or no answer.</summary>
    Unreachable,

    /// <summary>It answers, with errors of its own (5xx).</summary>
    Failing,

    /// <summary>It does not accept the credential.</summary>
    Credential,
}

/// <summary>From the first call that failed so until the next that worked.</summary>
/// <param name="To">Null while it lasts.</param>
public sealed record Outage(DateTimeOffset From, DateTimeOffset? To, OutageReason Reason)
{
    /// <summary>How much of it lies between two instants.</summary>
    public TimeSpan Within(DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (From > from ? From : from, (To ?? to) < to ? To ?? to : to);
        return end > begin ? end - begin : TimeSpan.Zero;
    }
}
