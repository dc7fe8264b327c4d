using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Create, read, change and read in batches. A create answers 200, not 201.</summary>
internal static class DevOpsWorkItems
{
    private const int MaxBatch = 200;

    public static IEnumerable<DevOpsRoute> Routes(DevOpsSite site) =>
    [
        new("POST", "wit/workitems/${}", call => Create(site, call)) { TakesPatch = true },
        new("PATCH", "wit/workitems/${}", call => Create(site, call)) { TakesPatch = true },
        new("GET", "wit/workitems/${}", Template),
        new("GET", "wit/workitems/{}", Read),
        new("PATCH", "wit/workitems/{}", call => Change(site, call)) { TakesPatch = true },
        new("GET", "wit/workitems", ReadList),
        new("POST", "wit/workitemsbatch", ReadBatch),
    ];

    /// <summary>Raises a work item in a project; also by hand on the pages.</summary>
    public static WorkItem Raise(DevOpsSite site, DevOpsAct act, WorkItemDraft draft)
    {
        StateStamps.Apply(act, draft);
        WorkItemRules.Check(act, draft);
        return site.Ledger.Create(act, draft);
    }

    /// <summary>Saves a change; also by hand on the pages.</summary>
    public static void Save(DevOpsSite site, DevOpsAct act, WorkItem item, WorkItemDraft draft)
    {
        if (!draft.ChangesAnything)
            return;
        StateStamps.Apply(act, draft);
        WorkItemRules.Check(act, draft);
        site.Ledger.Save(act, item, draft);
    }

    public static WorkItemDraft NewDraft(Organization organization, Project project, string typeName)
    {
        var type = project.Process.Find(typeName) ?? throw DevOpsRefusal.NoType(typeName, project.Name);
        var draft = new WorkItemDraft(organization, null);
        draft.Put("System.TeamProject", project.Name);
        draft.Put("System.AreaPath", project.Name);
        draft.Put("System.IterationPath", project.Name);
        draft.Put("System.WorkItemType", type.Name);
        return draft;
    }

    private static SandboxResponse Create(DevOpsSite site, DevOpsCall call)
    {
        var (act, draft) = (call.Act, NewDraft(call.Organization, call.NeededProject, call.Segments[0]));
        new WorkItemPatch(act, null, draft).Run(call.Json);
        if (call.Flag("validateOnly"))
            return Validated(act, draft, new WorkItem(0));
        var item = Raise(site, act, draft);
        return DevOpsJson.Answer(200, WorkItemJson.Show(call.View, item, item.Current, WorkItemShape.Read(call, WorkItemShape.Written)));
    }

    private static SandboxResponse Change(DevOpsSite site, DevOpsCall call)
    {
        var item = call.WorkItem;
        var (act, draft) = (call.Act, new WorkItemDraft(call.Organization, item.Current));
        var shape = WorkItemShape.Read(call, WorkItemShape.Written);
        call.RefuseOrderedConflict();
        new WorkItemPatch(act, item, draft).Run(call.Json);
        if (call.Flag("validateOnly"))
            return Validated(act, draft, item);
        Save(site, act, item, draft);
        return DevOpsJson.Answer(200, WorkItemJson.Show(call.View, item, item.Current, shape));
    }

    /// <summary>The rules' word on a change that is not made.</summary>
    private static SandboxResponse Validated(DevOpsAct act, WorkItemDraft draft, WorkItem item)
    {
        StateStamps.Apply(act, draft);
        WorkItemRules.Check(act, draft);
        var revision = new Revision(draft.Before?.Rev ?? 0, draft.Values.ToImmutable(), draft.Formats.ToImmutable(), item.Relations, 0)
        {
            ChangedDate = draft.Before?.ChangedDate ?? act.Now,
            ChangedById = draft.Before?.ChangedById ?? act.Actor.Id,
        };
        return DevOpsJson.Answer(200, WorkItemJson.Show(act.View, Shown(item, revision), revision, WorkItemShape.Written));
    }

    private static WorkItem Shown(WorkItem item, Revision revision)
    {
        if (item.Revisions.Count == 0)
            item.Revisions.Add(revision);
        return item;
    }

    private static SandboxResponse Template(DevOpsCall call)
    {
        var (act, draft) = (call.Act, NewDraft(call.Organization, call.NeededProject, call.Segments[0]));
        StateStamps.Apply(act, draft);
        var revision = new Revision(0, draft.Values.ToImmutable(), draft.Formats.ToImmutable(), [], 0)
        { ChangedDate = call.Now, ChangedById = call.Caller.Id };
        var item = Shown(new WorkItem(0), revision);
        var fields = WorkItemJson.Show(call.View, item, revision, WorkItemShape.Single)["fields"]!.DeepClone();
        return DevOpsJson.Answer(200, new JsonObject { ["fields"] = fields, ["url"] = $"{call.View.Of(call.NeededProject)}/_apis/wit/workItems" });
    }

    private static SandboxResponse Read(DevOpsCall call)
    {
        var item = call.WorkItem;
        var shape = WorkItemShape.Read(call, WorkItemShape.Single);
        var revision = call.Instant("asOf") is { } at ? item.AsOf(at) : item.Current;
        return revision is null
            ? throw DevOpsRefusal.NoWorkItem(call.Segments[0])
            : DevOpsJson.Answer(200, WorkItemJson.Show(call.View, item, revision, shape));
    }

    private static SandboxResponse ReadList(DevOpsCall call)
    {
        var omits = call.Query("errorPolicy")?.ToLowerInvariant() is "omit" or "2";
        return Several(call, call.List("ids"), (WorkItemShape.Read(call, WorkItemShape.Listed), omits, call.Instant("asOf")));
    }

    private static SandboxResponse ReadBatch(DevOpsCall call)
    {
        var body = call.Body;
        if (!body.TryGetProperty("ids", out var ids) || ids.ValueKind != JsonValueKind.Array)
            throw DevOpsRefusal.BadArgument("The parameter ids is needed.");
        var omits = body.TryGetProperty("errorPolicy", out var policy) && policy.ToString().ToLowerInvariant() is "omit" or "2";
        var asOf = DevOpsJson.Text(body, "asOf") is { } text ? DevOpsJson.ReadInstant(text) : null;
        return Several(call, [.. ids.EnumerateArray().Select(id => id.ToString())], (WorkItemShape.Read(call, body), omits, asOf));
    }

    /// <summary>Up to 200; where errors are omitted, null stands for what cannot be read.</summary>
    private static SandboxResponse Several(DevOpsCall call, IReadOnlyList<string> ids, (WorkItemShape Shape, bool Omits, DateTimeOffset? AsOf) wish)
    {
        if (ids.Count == 0)
            throw DevOpsRefusal.BadArgument("The parameter ids is needed.");
        if (ids.Count > MaxBatch)
            throw new DevOpsRefusal(400, "VssPropertyValidationException",
                $"VS403474: You requested {ids.Count} work items which exceeds the limit of {MaxBatch}");
        var shown = new List<JsonNode?>();
        foreach (var id in ids)
        {
            var item = call.FindWorkItem(id);
            var revision = wish.AsOf is { } at ? item?.AsOf(at) : item?.Current;
            if (revision is null && !wish.Omits)
                throw DevOpsRefusal.NoWorkItem(id);
            shown.Add(revision is null ? null : WorkItemJson.Show(call.View, item!, revision, wish.Shape));
        }

        return DevOpsJson.Answer(200, DevOpsJson.List(shown));
    }
}
