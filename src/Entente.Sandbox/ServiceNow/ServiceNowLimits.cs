using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>A rate limit rule of the Table API for each user: counted by the clock hour. Without a rule no header tells of one.</summary>
internal sealed class ServiceNowLimits(ServiceNowInstance instance)
{
    private const string RuleName = "Table API per user";

    private readonly SortedDictionary<string, (DateTimeOffset Hour, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>Counts a call; the headers that its answer carries.</summary>
    /// <exception cref="ServiceNowRefusal">The hour's calls are used up.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Count(ServiceNowCall call)
    {
        var limit = instance.Settings.RequestsPerHour;
        if (limit == 0)
            return [];
        var user = call.User!["user_name"];
        var hour = new DateTimeOffset(call.Now.UtcTicks - call.Now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        var count = counts.TryGetValue(user, out var counted) && counted.Hour == hour ? counted.Count + 1 : 1;
        counts[user] = (hour, count);
        var reset = hour.AddHours(1);
        KeyValuePair<string, string>[] headers =
        [
            new("X-RateLimit-Limit", $"{limit}"),
            new("X-RateLimit-Reset", $"{reset.ToUnixTimeSeconds()}"),
            new("X-RateLimit-Rule", RuleName),
        ];
        if (count <= limit)
            return headers;
        throw new ServiceNowRefusal(429, "Rate limit exceeded", $"Rate limit of {limit} requests per hour for Table API exceeded")
        {
            Headers = [.. headers, new("Retry-After", $"{Math.Ceiling((reset - call.Now).TotalSeconds)}")],
        };
    }
}
