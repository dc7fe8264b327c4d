using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Deleting, restoring, destroying. What lies in the bin does not exist to any other call.</summary>
internal static class DevOpsRecycleBin
{
    public static IEnumerable<DevOpsRoute> Routes(DevOpsSite site) =>
    [
        new("DELETE", "wit/workitems/{}", call => Delete(site, call)),
        new("GET", "wit/recyclebin", call => DevOpsJson.Answer(200, DevOpsJson.List(Bin(call).Select(item => Reference(call, item))))),
        new("GET", "wit/recyclebin/{}", call => DevOpsJson.Answer(200, Show(call.View, Find(call)))),
        new("PATCH", "wit/recyclebin/{}", call => Restore(site, call)),
        new("DELETE", "wit/recyclebin/{}", call => Destroy(site, Find(call))),
    ];

    private static IEnumerable<WorkItem> Bin(DevOpsCall call) => call.Organization.WorkItems.Values
        .Where(item => item.DeletedDate is not null && (call.Project is null || call.Organization.ProjectOf(item) == call.Project));

    private static WorkItem Find(DevOpsCall call) =>
        Bin(call).FirstOrDefault(item => item.Id.ToString(CultureInfo.InvariantCulture) == call.Segments[0])
        ?? throw DevOpsRefusal.NoWorkItem(call.Segments[0]);

    private static SandboxResponse Delete(DevOpsSite site, DevOpsCall call)
    {
        var item = call.WorkItem;
        site.Ledger.Delete(call.Act, item);
        var body = Show(call.View, item);
        if (call.Flag("destroy"))
            site.Ledger.Destroy(item);
        return DevOpsJson.Answer(200, body);
    }

    private static SandboxResponse Restore(DevOpsSite site, DevOpsCall call)
    {
        var item = Find(call);
        var isDeleted = call.Body.EnumerateObject().FirstOrDefault(each => each.Name.Equals("isDeleted", StringComparison.OrdinalIgnoreCase)).Value;
        if (isDeleted.ValueKind != JsonValueKind.False)
            throw DevOpsRefusal.BadArgument("A work item in the recycle bin can only be restored: {\"IsDeleted\": false}.");
        site.Ledger.Restore(call.Act, item);
        return DevOpsJson.Answer(200, Show(call.View, item));
    }

    private static SandboxResponse Destroy(DevOpsSite site, WorkItem item)
    {
        site.Ledger.Destroy(item);
        return DevOpsJson.Empty(204);
    }

    private static JsonObject Reference(DevOpsCall call, WorkItem item) => new() { ["id"] = item.Id, ["url"] = Address(call.View, item) };

    private static string Address(DevOpsView view, WorkItem item) => $"{view.Of(view.Organization.ProjectOf(item))}/_apis/wit/recyclebin/{item.Id}";

    /// <summary>Identities are texts here and the date is an American one, as recorded.</summary>
    private static JsonObject Show(DevOpsView view, WorkItem item)
    {
        var at = item.DeletedDate?.UtcDateTime.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
        return new()
        {
            ["id"] = item.Id,
            ["type"] = item.TypeName,
            ["name"] = item.Title,
            ["project"] = item.ProjectName,
            ["deletedDate"] = at,
            ["deletedBy"] = view.PersonText(item.DeletedById),
            ["code"] = 200,
            ["url"] = Address(view, item),
            ["resource"] = new JsonObject
            {
                ["id"] = item.Id,
                ["rev"] = item.Current.Rev,
                ["fields"] = WorkItemJson.Flat(view, item, item.Current),
                ["url"] = Address(view, item),
            },
        };
    }
}
