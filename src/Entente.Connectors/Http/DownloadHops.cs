using Entente.Core.Tickets;

namespace Entente.Connectors.Http;

/// <summary>Asks once for a download's address, with or without credentials.</summary>
internal delegate Task<HttpResponseMessage> AskForDownload(Uri address, bool withCredentials, CancellationToken cancellation);

/// <summary>Follows a download to where its bytes lie. Credentials go to the endpoint and stop at the first hop that leaves it.</summary>
internal sealed class DownloadHops(Func<Uri, bool> isEndpoint, AskForDownload ask, TimeProvider time)
{
    private const int MaxHops = 5;

    public async Task<HttpResponseMessage> FollowAsync(Uri address, CancellationToken cancellation)
    {
        var isTrusted = true;
        for (var hop = 0; hop <= MaxHops; hop++)
        {
            isTrusted &= isEndpoint(address);
            var response = await ask(address, isTrusted, cancellation);
            // 203 is something else than the origin's own bytes: a proxy's or a sign-in page (RFC 9110, 15.3.4).
            if (response.IsSuccessStatusCode && response.StatusCode != System.Net.HttpStatusCode.NonAuthoritativeInformation)
                return response;
            using (response)
                address = Next(address, response);
        }

        throw new ConnectorException(FailureKind.Unsupported, "tracker.redirected", $"The download is redirected more than {MaxHops} times.");
    }

    private Uri Next(Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            throw Refused(status, AnswerBody.Headers(response));
        var next = new Uri(address, location);
        if (next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp))
            return next;
        var reason = $"The download is redirected to an unsafe address at {next.Host}.";
        throw new ConnectorException(FailureKind.Unsupported, "tracker.redirected", reason);
    }

    private ConnectorException Refused(int status, IReadOnlyDictionary<string, string> headers)
    {
        var answer = new HttpAnswer(status, headers, [], CallEffect.None);
        var (kind, code, text) = status switch
        {
            401 or 403 => (FailureKind.Forbidden, "tracker.attachment-forbidden", "The tracker does not hand out this attachment to us."),
            404 or 410 => (FailureKind.NotFound, "tracker.attachment-gone", "The attachment is listed, but its content is gone."),
            429 => (FailureKind.RateLimited, "tracker.attachment-rate-limited", "Too many downloads for now."),
            _ => (FailureKind.NotSent, "tracker.attachment-unavailable", $"The attachment cannot be had now (status {status})."),
        };
        return new ConnectorException(kind, code, text)
        {
            Status = status,
            RetryAfter = answer.Wait(time.GetUtcNow()),
        };
    }
}
