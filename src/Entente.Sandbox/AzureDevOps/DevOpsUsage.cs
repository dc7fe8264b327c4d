using System.Globalization;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// The one limit of requests: throughput units (TSTU) that a person uses within a sliding window of five minutes. Headers tell of it only
/// when it is near; beyond it the answer is 429.
/// </summary>
internal sealed class DevOpsUsage(DevOpsSettings settings)
{
    private const double Near = 0.8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<string, Queue<(DateTimeOffset At, double Units)>> used = new(StringComparer.Ordinal);

    /// <summary>Counts one request; the 429 beyond the limit, or null.</summary>
    public SandboxResponse? Refuse(Person caller, DateTimeOffset now)
    {
        if (settings.UsageLimit <= 0)
            return null;
        var recent = Recent(caller, now);
        if (recent.Sum(each => each.Units) + settings.UsagePerRequest > settings.UsageLimit)
            return TooMany(recent, now);
        recent.Enqueue((now, settings.UsagePerRequest));
        return null;
    }

    public SandboxResponse Mark(Person caller, DateTimeOffset now, SandboxResponse answer)
    {
        if (settings.UsageLimit <= 0)
            return answer;
        var recent = Recent(caller, now);
        var isNear = recent.Sum(each => each.Units) >= settings.UsageLimit * Near;
        return isNear ? answer with { Headers = [.. answer.Headers, .. Headers(recent, now)] } : answer;
    }

    private Queue<(DateTimeOffset At, double Units)> Recent(Person caller, DateTimeOffset now)
    {
        if (!used.TryGetValue(caller.Id, out var recent))
            used[caller.Id] = recent = new();
        while (recent.Count > 0 && recent.Peek().At + Window <= now)
            recent.Dequeue();
        return recent;
    }

    private SandboxResponse TooMany(Queue<(DateTimeOffset At, double Units)> recent, DateTimeOffset now)
    {
        var refusal = new DevOpsRefusal(429, "RequestBlockedException",
            "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency' in namespace 'User'. "
            + "For more information on why your request was blocked, see the topic \"Rate limits\" on the Microsoft Web site.")
        { Namespace = "Microsoft.TeamFoundation.Framework.Server", EventId = 3000, Headers = Headers(recent, now) };
        return refusal.Answer();
    }

    private List<KeyValuePair<string, string>> Headers(Queue<(DateTimeOffset At, double Units)> recent, DateTimeOffset now)
    {
        var reset = recent.Count > 0 ? recent.Peek().At + Window : now + Window;
        var left = Math.Max(0, settings.UsageLimit - recent.Sum(each => each.Units));
        return
        [
            new("Retry-After", Math.Max(1, Math.Ceiling((reset - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture)),
            new("X-RateLimit-Resource", "Core/TSTUs/User"),
            new("X-RateLimit-Delay", "0.000"),
            new("X-RateLimit-Limit", settings.UsageLimit.ToString(CultureInfo.InvariantCulture)),
            new("X-RateLimit-Remaining", Math.Floor(left).ToString(CultureInfo.InvariantCulture)),
            new("X-RateLimit-Reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
