namespace Entente.Core.Tickets;

/// <summary>What a tracker's failure means for the write that met it (RELIABILITY 2.2).</summary>
public enum FailureKind
{
    /// <summary>Never reached the tracker: DNS, refused connection, TLS before the request was written.</summary>
    NotSent,

    /// <summary>Refused by validation: the same bytes will be refused again.</summary>
    Refused,

    /// <summary>The credential is not accepted.</summary>
    Unauthorized,

    /// <summary>The credential may not do this here.</summary>
    Forbidden,

    /// <summary>Gone, hidden or never there.</summary>
    NotFound,

    /// <summary>A conditional write met a newer revision: read again, decide again.</summary>
    Conflict,

    /// <summary>The ticket accepts no more writes.</summary>
    Final,

    /// <summary>Too many calls; <see cref="ConnectorException.RetryAfter"/> says how long to wait.</summary>
    RateLimited,

    /// <summary>The tracker no longer offers this interface.</summary>
    Unsupported,

    /// <summary>Larger than the tracker takes.</summary>
    TooLarge,

    /// <summary>Neither a definite yes nor a definite no: the effect may be there or may still come.</summary>
    Ambiguous,
}

/// <summary>How much of a tracker a refusal closes for now.</summary>
public enum FailureScope { Ticket, Endpoint, Project, Credential, Connection }

/// <summary>A vendor's failure, classified. Connectors throw it and neither retry nor log; the ticket's owner alone catches it.</summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(FailureKind kind, string code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Code = code;
    }

    public FailureKind Kind { get; }

    /// <summary>Registered code: <c>jira.unauthorized</c>.</summary>
    public string Code { get; }

    /// <summary>What to pause meanwhile.</summary>
    public FailureScope Scope { get; init; } = FailureScope.Ticket;

    /// <summary>Which endpoint a failure of scope <see cref="FailureScope.Endpoint"/> closes; empty where the connector cannot say.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The wait that the vendor asked for, in both its forms; null when it named none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The field that the vendor named, if any.</summary>
    public string? Field { get; init; }

    /// <summary>The HTTP status, for the operator.</summary>
    public int? Status { get; init; }
}
