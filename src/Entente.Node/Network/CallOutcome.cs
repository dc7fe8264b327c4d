using System.Net;

using Entente.Core.Tickets;

namespace Entente.Node.Network;

/// <summary>How a call to a tracker ended, as a word that measures count by.</summary>
internal static class CallOutcome
{
    public const string TooMany = "429";

    /// <summary>No answer before the call's deadline.</summary>
    public const string Timeout = "timeout";

    /// <summary>No connection came about: name, port, TLS, or a private network that is not allowed.</summary>
    public const string Refused = "refused";

    /// <summary>The connection broke before an answer.</summary>
    public const string Broken = "broken";

    /// <summary>The hub's own budget kept the call from being sent.</summary>
    public const string Budget = "budget";

    public static string Of(HttpStatusCode status) => (int)status switch
    {
        429 => TooMany,
        >= 500 => "5xx",
        >= 400 => "4xx",
        >= 300 => "3xx",
        _ => "2xx",
    };

    /// <summary>Null for a call that its caller gave up, such as a node that stops.</summary>
    public static string? Of(Exception failure, bool isLate) => failure switch
    {
        ConnectorException { Kind: FailureKind.RateLimited } => Budget,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError
        } => Refused,
        OperationCanceledException => isLate ? Timeout : null,
        HttpRequestException or IOException => Broken,
        _ => null,
    };
}
