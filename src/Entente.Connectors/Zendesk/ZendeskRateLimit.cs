using System.Globalization;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Which of Zendesk's budgets a 429 speaks of: 30 updates in ten minutes to one ticket, an endpoint's own, or the account's calls per minute. The
/// body does not say reliably, the headers do: a budget with nothing remaining is the one that is spent.
/// </summary>
internal static class ZendeskRateLimit
{
    private const string EndpointPrefix = "zendesk-ratelimit-";

    public static ConnectorException Failure(HttpAnswer answer, ZendeskError error, DateTimeOffset now)
    {
        var endpointReset = EndpointReset(answer);
        var isAccount = (answer.Number("ratelimit-remaining") ?? answer.Number("X-Rate-Limit-Remaining")) <= 0;
        var (scope, code, text) = 0 switch
        {
            _ when endpointReset is not null =>
                (FailureScope.Endpoint, ZendeskCodes.RateLimitEndpoint, "The budget of this Zendesk endpoint is spent."),
            _ when isAccount =>
                (FailureScope.Connection, ZendeskCodes.RateLimitAccount, "The account's Zendesk calls per minute are spent."),
            _ when answer.Effect == CallEffect.Ticket =>
                (FailureScope.Ticket, ZendeskCodes.RateLimitTicket, "Zendesk takes no more updates to this ticket for now (30 in ten minutes)."),
            _ => (FailureScope.Endpoint, ZendeskCodes.RateLimitEndpoint, error.Or("Zendesk takes no more calls of this kind for now.")),
        };
        return new ConnectorException(FailureKind.RateLimited, code, text)
        {
            Scope = scope,
            Endpoint = answer.Endpoint,
            Status = answer.Status,
            RetryAfter = answer.Wait(now) ?? endpointReset ?? (isAccount ? Seconds(answer.Number("ratelimit-reset")) : null),
        };
    }

    /// <summary>The wait that a spent endpoint budget names: <c>zendesk-ratelimit-tickets-index: total=100; remaining=0; resets=41</c>.</summary>
    private static TimeSpan? EndpointReset(HttpAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            if (!name.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var parts = value.Split(';', StringSplitOptions.TrimEntries).Select(part => part.Split('=')).Where(part => part.Length == 2)
                .DistinctBy(part => part[0]).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
            if (parts.GetValueOrDefault("remaining") == "0")
                return Seconds(long.TryParse(parts.GetValueOrDefault("resets"), CultureInfo.InvariantCulture, out var resets) ? resets : 0);
        }

        return null;
    }

    private static TimeSpan? Seconds(long? seconds) =>
        seconds is { } count ? TimeSpan.FromSeconds(Math.Clamp(count, 0, (long)RetryAfter.Longest.TotalSeconds)) : null;
}
