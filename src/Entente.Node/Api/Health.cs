namespace Entente.Node.Api;

/// <summary>What <c>/healthz</c> answers: one line, for whoever watches. A degraded hub works on and needs somebody.</summary>
internal static class Health
{
    public static string Of(HubContext hub)
    {
        if (hub.Trouble.Stopped.IsCompleted)
            return "degraded: the store stopped";
        var links = hub.Conservation.Newest?.Violations.Select(found => found.Link).Distinct().Order(StringComparer.Ordinal).ToList() ?? [];
        return links.Count == 0 ? "ok" : $"degraded: changes do not add up on link {string.Join(", ", links)}";
    }
}
