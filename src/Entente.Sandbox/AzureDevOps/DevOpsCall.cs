using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>One call as a slice sees it: who calls, what the path, the query and the body say, and the instant.</summary>
internal sealed class DevOpsCall(SandboxRequest request, DevOpsView view, DateTimeOffset now)
{
    private readonly Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(request.Query);

    public SandboxRequest Request => request;

    public DevOpsView View => view;

    public Organization Organization => view.Organization;

    public DateTimeOffset Now => now;

    public required Person Caller { get; init; }

    /// <summary>What stood for each placeholder of the route's template, in order.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The project that the path names; null for a call to the whole organisation.</summary>
    public Project? Project { get; init; }

    /// <summary>The project where the path has to name one.</summary>
    public Project NeededProject => Project ?? throw DevOpsRefusal.BadArgument("TF400813: The project is required in the path of this resource.");

    public DevOpsAct Act => new(View, Caller, Now)
    {
        BypassesRules = Flag("bypassRules") && MayBypass(),
        SuppressesNotifications = Flag("suppressNotifications"),
    };

    /// <summary>The body as an object.</summary>
    public JsonElement Body => Json is { ValueKind: JsonValueKind.Object } body
        ? body
        : throw DevOpsRefusal.BadArgument("Value cannot be null.\r\nParameter name: body");

    /// <summary>The body as any JSON value; null where it is none.</summary>
    public JsonElement? Json => DevOpsJson.Parse(request.Body);

    /// <summary>The living work item that the first placeholder names, in the path's project where it names one.</summary>
    public WorkItem WorkItem => FindWorkItem(Segments[0]) ?? throw DevOpsRefusal.NoWorkItem(Segments[0]);

    public WorkItem? FindWorkItem(string id) => long.TryParse(id, out var number) && Organization.Find(number) is { } item
        && (Project is null || Organization.ProjectOf(item) == Project) ? item : null;

    public string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value : null;

    public string? Query(string name) => query.TryGetValue(name, out var value) && value.Count > 0 && value[0]?.Length > 0 ? value[0] : null;

    public bool Flag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<string> List(string name) =>
        Query(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A page size or a start; what is no number is refused.</summary>
    public int Number(string name, int fallback, int limit = int.MaxValue)
    {
        if (Query(name) is not { } text)
            return fallback;
        if (!int.TryParse(text, out var number) || number < 0)
            throw DevOpsRefusal.BadArgument($"The value '{text}' is not valid for {name}.");
        return Math.Min(number, limit);
    }

    public DateTimeOffset? Instant(string name) => Query(name) is not { } text ? null
        : DevOpsJson.ReadInstant(text) ?? throw DevOpsRefusal.BadArgument($"The value '{text}' is not valid for {name}.");

    private bool MayBypass() => Caller.MayBypassRules
        ? true
        : throw new DevOpsRefusal(403, "AccessDeniedException", "TF237124: Work item rules cannot be bypassed without the permission for it.");

    /// <summary>Uses up one of the conflicts that the control API ordered.</summary>
    public void RefuseOrderedConflict()
    {
        if (Organization.Settings.ConflictWrites <= 0)
            return;
        Organization.Settings.ConflictWrites--;
        throw new DevOpsRefusal(409, "WorkItemRevisionMismatchException",
            "TF26071: This work item has been changed by someone else since you opened it. You will need to refresh it and discard your changes.");
    }
}
