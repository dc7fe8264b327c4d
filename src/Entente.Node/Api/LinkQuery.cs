using Entente.Core.Accord;
using Entente.Node.Links;

namespace Entente.Node.Api;

/// <summary>A link of the accord and whether it works.</summary>
public sealed record LinkStatus(string Id, IReadOnlyList<string> Between, LinkStage Stage, DateTimeOffset? Since);

/// <summary>One link with what waits on it.</summary>
public sealed record LinkReport(LinkStatus Link, LinkWaiting Waiting);

/// <summary>Shows and switches links.</summary>
internal static class LinkQuery
{
    public static async Task<IReadOnlyList<LinkStatus>> ListAsync(HubContext hub, CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        return [.. hub.Book.Accord.Links.Select(link => Status(hub, link))];
    }

    /// <summary>Null for a link that the accord does not have.</summary>
    public static async Task<LinkReport?> FindAsync(HubContext hub, string id, CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        return hub.Book.Accord.Link(id) is { } link
            ? new LinkReport(Status(hub, link), await LinkWork.SumAsync(hub, link, cancellation))
            : null;
    }

    /// <summary>Null for a link that the accord does not have. A link that is paused already is not drained again.</summary>
    public static async Task<LinkStatus?> SwitchAsync(HubContext hub, string id, LinkStage stage, CancellationToken cancellation)
    {
        if (hub.Book.Accord.Link(id) is not { } link)
            return null;
        await hub.Gates.RefreshAsync(hub, cancellation);
        if (stage != LinkStage.Draining || !hub.Gates.IsPaused(id))
            await LinkSwitching.SetAsync(hub, link, stage, cancellation);
        return Status(hub, link);
    }

    private static LinkStatus Status(HubContext hub, LinkContract link)
    {
        var gate = hub.Gates.Of(link.Id);
        return new LinkStatus(link.Id, link.Between, gate.Stage, gate.Stage == LinkStage.Running ? null : gate.Since);
    }
}
