using Entente.Core.Rules;

namespace Entente.Node.Accords;

/// <summary>
/// What of a new accord would leave open twins without their link: it is refused, since what is under way would have nowhere to go (C08).
/// </summary>
internal static class AccordFit
{
    /// <summary>Throws <see cref="RefusedException"/> with every reason.</summary>
    public static async Task RequireAsync(HubContext hub, RuleBook next, CancellationToken cancellation)
    {
        var reasons = await ReasonsAsync(hub, next, cancellation);
        if (reasons.Count > 0)
            throw new RefusedException(409, string.Join('\n', reasons));
    }

    public static async Task<IReadOnlyList<string>> ReasonsAsync(HubContext hub, RuleBook next, CancellationToken cancellation)
    {
        var reasons = new List<string>();
        foreach (var served in hub.Connections.Values)
            if (next.Accord.Connection(served.Id) is { } declared && (declared.Party != served.Party || declared.Tracker != served.Product))
                reasons.Add(
                    $"Connection '{served.Id}' is {served.Party}'s {served.Product} and would become {declared.Party}'s {declared.Tracker}: "
                    + "give the other one an id of its own.");
        var moved = hub.Book.Accord.Links
            .Where(link => next.Accord.Link(link.Id) is not { } kept || !kept.Between.ToHashSet().SetEquals(link.Between))
            .Select(link => link.Id).ToHashSet(StringComparer.Ordinal);
        if (moved.Count == 0)
            return reasons;
        var open = (await hub.Reader.SidesAsync(null, null, cancellation)).Where(side => side.State != "ended" && moved.Contains(side.Link));
        foreach (var link in open.GroupBy(side => side.Link, StringComparer.Ordinal).OrderBy(link => link.Key, StringComparer.Ordinal))
            reasons.Add(
                $"Link '{link.Key}' is not in that accord any more, or joins other connections, and {link.Count()} sides are open on it: "
                + $"entente drain {link.Key}, end its twins with entente disconnect, then apply again.");
        return reasons;
    }
}
