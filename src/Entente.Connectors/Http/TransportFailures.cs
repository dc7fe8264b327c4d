using Entente.Core.Tickets;

namespace Entente.Connectors.Http;

/// <summary>
/// What a failure on the way means (RELIABILITY 2.2), the same for every product. Pure. Codes: <c>tracker.unreachable</c>, <c>tracker.unanswered</c>,
/// <c>tracker.broken-off</c>, <c>tracker.redirected</c>, <c>tracker.unreadable</c>, <c>tracker.too-long</c>.
/// </summary>
internal static class TransportFailures
{
    /// <summary>No connection came about: not one byte of the request left, whatever it was.</summary>
    public static bool NeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError
    };

    /// <summary>Classifies what a handler threw.</summary>
    /// <param name="late">True when the request's deadline had passed.</param>
    public static ConnectorException From(Exception exception, CallEffect effect, string host, bool late)
    {
        if (NeverSent(exception))
        {
            return new ConnectorException(FailureKind.NotSent, "tracker.unreachable", $"No connection to {host}: {exception.Message}", exception)
            {
                Scope = FailureScope.Connection,
            };
        }

        return late
            ? new ConnectorException(Open(effect), "tracker.unanswered", $"{host} did not answer in time.", exception)
            : new ConnectorException(Open(effect), "tracker.broken-off", $"The exchange with {host} broke off: {exception.Message}", exception);
    }

    /// <summary>
    /// An answer of 3xx: never followed, for the credentials are meant for one host (RELIABILITY T23). A write may have been done before it; of a
    /// read it says that the endpoint is set wrongly, or that a sign-in page stands before it.
    /// </summary>
    public static ConnectorException Redirected(CallEffect effect, int status, string host, string? target) => new(
        effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.Unsupported,
        "tracker.redirected",
        $"{host} answers with a redirect{(target is null ? "" : $" to {target}")}. Check the endpoint: redirects are not followed with credentials.")
    {
        Scope = FailureScope.Connection,
        Status = status,
    };

    /// <summary>A success that cannot be read: the write was probably done, but nothing proves it.</summary>
    public static ConnectorException Unreadable(CallEffect effect, string why) =>
        new(Open(effect), "tracker.unreadable", $"The tracker's answer cannot be read: {why}.");

    /// <summary>An answer longer than <see cref="ConnectorHttp.MaxAnswerBytes"/>.</summary>
    public static ConnectorException TooLong(CallEffect effect, long limitBytes) =>
        new(Open(effect), "tracker.too-long", $"The tracker's answer is longer than {limitBytes} bytes.");

    /// <summary>An attachment beyond the limit, by its stated length or by what arrives.</summary>
    public static ConnectorException AttachmentTooLarge(long limitBytes) =>
        new(FailureKind.TooLarge, "tracker.attachment-too-large", $"The attachment is longer than {limitBytes} bytes.");

    // A read that came to nothing changed nothing: it is the same to its caller as one that never left.
    private static FailureKind Open(CallEffect effect) => effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent;
}
