using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What a work item was: its revisions in full, and its updates as differences.</summary>
internal static class DevOpsHistory
{
    private const int MaxPage = 200;

    public static IEnumerable<DevOpsRoute> Routes() =>
    [
        new("GET", "wit/workitems/{}/revisions", Revisions),
        new("GET", "wit/workitems/{}/revisions/{}", Revision),
        new("GET", "wit/workitems/{}/updates", Updates),
        new("GET", "wit/workitems/{}/updates/{}", Update),
    ];

    private static SandboxResponse Revisions(DevOpsCall call)
    {
        var (item, shape) = (call.WorkItem, WorkItemShape.Read(call, WorkItemShape.Listed));
        return DevOpsJson.Answer(200, DevOpsJson.List(Page(call, item.Revisions).Select(each => Show(call, item, each, shape))));
    }

    private static SandboxResponse Revision(DevOpsCall call)
    {
        var (item, shape) = (call.WorkItem, WorkItemShape.Read(call, WorkItemShape.Listed));
        var found = item.Revisions.Find(each => each.Rev.ToString() == call.Segments[1]);
        return found is not null ? DevOpsJson.Answer(200, Show(call, item, found, shape)) : throw Missing(call, "revision");
    }

    private static SandboxResponse Updates(DevOpsCall call)
    {
        var item = call.WorkItem;
        return DevOpsJson.Answer(200, DevOpsJson.List(Page(call, item.Updates).Select(update => HistoryJson.Show(call.View, item, update))));
    }

    private static SandboxResponse Update(DevOpsCall call)
    {
        var item = call.WorkItem;
        var found = item.Updates.Find(update => update.Number.ToString() == call.Segments[1]);
        return found is not null ? DevOpsJson.Answer(200, HistoryJson.Show(call.View, item, found)) : throw Missing(call, "update");
    }

    private static System.Text.Json.Nodes.JsonObject Show(DevOpsCall call, WorkItem item, Revision revision, WorkItemShape shape) =>
        HistoryJson.Show(call.View, item, revision, flat: false, shape);

    private static IEnumerable<T> Page<T>(DevOpsCall call, IReadOnlyList<T> all) =>
        all.Skip(call.Number("$skip", 0)).Take(call.Number("$top", MaxPage, MaxPage));

    private static DevOpsRefusal Missing(DevOpsCall call, string what) => new(404, "WorkItemRevisionNotFoundException",
        $"VS403600: Work item {call.Segments[0]} has no {what} {call.Segments[1]}.");
}
