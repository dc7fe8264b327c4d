namespace Entente.Sandbox.Zendesk;

/// <summary>Counts calls against the account's and the endpoints' limits, each in windows that begin with their first call.</summary>
internal sealed class ZendeskLimits(ZendeskSettings settings)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (DateTimeOffset Since, int Calls)> windows = new(StringComparer.Ordinal);

    /// <summary>Counts a call against the account; its three kinds of headers go with every answer.</summary>
    public void CountCall(ZendeskExchange exchange)
    {
        var window = Count("account", exchange, settings.AccountPerMinute, Minute);
        var remaining = $"{Math.Max(0, window.Limit - window.Calls)}";
        exchange.Headers.Add(new("X-Rate-Limit", $"{window.Limit}"));
        exchange.Headers.Add(new("X-Rate-Limit-Remaining", remaining));
        exchange.Headers.Add(new("ratelimit-limit", $"{window.Limit}"));
        exchange.Headers.Add(new("ratelimit-remaining", remaining));
        exchange.Headers.Add(new("ratelimit-reset", $"{window.Resets}"));
        Refuse(window, "Number of allowed API requests per minute exceeded");
    }

    /// <summary>30 updates of one ticket in ten minutes by one user, and 100 updates a minute in the account.</summary>
    public void CountUpdate(ZendeskExchange exchange, long ticketId)
    {
        var perTicket = Count($"update {exchange.Caller!.Id} {ticketId}", exchange, settings.UpdatesPerTicket, TenMinutes);
        Refuse(perTicket, "The number of updates for this ticket has exceeded the rate limit of 30 per 10 minutes per user");
        var perAccount = Count("updates", exchange, settings.UpdatesPerMinute, Minute);
        Show(exchange, "zendesk-ratelimit-tickets-update", perAccount);
        Refuse(perAccount, "The number of ticket updates per minute has been exceeded");
    }

    public void CountIncremental(ZendeskExchange exchange) => CountEndpoint(exchange, "incremental-export", settings.IncrementalPerMinute);

    public void CountDelete(ZendeskExchange exchange) => CountEndpoint(exchange, "tickets-destroy", settings.DeletesPerMinute);

    /// <summary>The list of tickets has a limit of its own only deep in the pages; its header is always there.</summary>
    public void CountIndex(ZendeskExchange exchange) => CountEndpoint(exchange, "tickets-index", Math.Max(100, settings.AccountPerMinute));

    private void CountEndpoint(ZendeskExchange exchange, string name, int limit)
    {
        var window = Count(name, exchange, limit, Minute);
        Show(exchange, $"zendesk-ratelimit-{name}", window);
        Refuse(window, $"Rate limit of {limit} per minute exceeded for this endpoint");
    }

    private static void Show(ZendeskExchange exchange, string header, Window window) =>
        exchange.Headers.Add(new(header, $"total={window.Limit}; remaining={Math.Max(0, window.Limit - window.Calls)}; resets={window.Resets}"));

    private static void Refuse(Window window, string description)
    {
        if (window.Calls > window.Limit)
            throw ZendeskErrors.TooMany(description, window.Resets);
    }

    private Window Count(string name, ZendeskExchange exchange, int limit, TimeSpan length)
    {
        var now = exchange.ExactNow;
        if (!windows.TryGetValue(name, out var window) || now - window.Since >= length || now < window.Since)
            window = (now, 0);
        // A refused call is not counted, so that waiting for the reset is always enough.
        windows[name] = window.Calls >= limit ? window : (window.Since, window.Calls + 1);
        var resets = Math.Max(1, (int)Math.Ceiling((window.Since + length - now).TotalSeconds));
        return new Window(limit, window.Calls + 1, resets);
    }

    /// <param name="Resets">Seconds until the window ends, at least 1.</param>
    private readonly record struct Window(int Limit, int Calls, int Resets);
}
