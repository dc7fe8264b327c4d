using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>Infinity's ServiceNow as John uses it, and as the checks ask it.</summary>
internal sealed class ServiceNowDesk(HttpMessageInvoker http, Uri root, DemoCast cast, SandboxDesk sandbox) : ITrackerDesk
{
    private const string Incidents = "api/now/table/incident";
    private readonly JsonDoor john = new(http, root, JsonDoor.Basic(cast.JohnAtServiceNow.User, cast.JohnAtServiceNow.Token));
    private readonly JsonDoor hub = new(http, root, JsonDoor.Basic(cast.ServiceNowHub.User, cast.ServiceNowHub.Token));

    /// <summary>Stands for installing the business rule that the connector ships, which only a real instance can run.</summary>
    public async Task<string> RegisterAsync(Uri hook, string offered, CancellationToken cancellation)
    {
        var message = new JsonObject { ["url"] = hook.AbsoluteUri, ["secret"] = offered, ["exceptUser"] = cast.ServiceNowHub.User };
        await sandbox.SetAsync("servicenow", new JsonObject { ["outboundMessages"] = new JsonArray(message) }, cancellation);
        return offered;
    }

    /// <summary>All incidents, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> IncidentsAsync(CancellationToken cancellation) =>
        (await john.GetAsync($"{Incidents}?sysparm_query=ORDERBYnumber&sysparm_exclude_reference_link=true", cancellation)).Items("result");

    /// <summary>Records of work that are no incidents, by number.</summary>
    public async Task<IReadOnlyList<JsonElement>> OtherWorkAsync(CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString("sys_class_name!=incident^ORDERBYnumber");
        var path = $"api/now/table/task?sysparm_query={query}&sysparm_exclude_reference_link=true";
        return (await john.GetAsync(path, cancellation)).Items("result");
    }

    public async Task<JsonElement> IncidentAsync(string id, CancellationToken cancellation) =>
        (await john.GetAsync($"{Incidents}/{id}?sysparm_exclude_reference_link=true", cancellation)).GetProperty("result");

    /// <summary>An incident with labels in place of codes and names in place of ids.</summary>
    public async Task<JsonElement> ShownAsync(string id, CancellationToken cancellation) =>
        (await john.GetAsync($"{Incidents}/{id}?sysparm_display_value=true&sysparm_exclude_reference_link=true", cancellation)).GetProperty("result");

    /// <summary>What people read: comments, or work notes, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ThreadAsync(string id, string element, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"element_id={id}^element={element}^ORDERBYsys_created_on");
        return [.. (await hub.GetAsync($"api/now/table/sys_journal_field?sysparm_query={query}", cancellation))
            .Items("result").Select(entry => entry.Text("value"))];
    }

    /// <summary>Names of an incident's files, ordinal order.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string id, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"table_name=incident^table_sys_id={id}");
        var files = (await john.GetAsync($"api/now/attachment?sysparm_query={query}", cancellation)).Items("result");
        return [.. files.Select(file => file.Text("file_name")).Order(StringComparer.Ordinal)];
    }

    public Task UpdateAsync(string id, JsonObject changes, CancellationToken cancellation) =>
        john.SendAsync(HttpMethod.Patch, $"{Incidents}/{id}", changes, cancellation);

    public Task CommentAsync(string id, string text, CancellationToken cancellation) =>
        UpdateAsync(id, new JsonObject { ["comments"] = text }, cancellation);

    public Task NoteAsync(string id, string text, CancellationToken cancellation) =>
        UpdateAsync(id, new JsonObject { ["work_notes"] = text }, cancellation);

    /// <summary>An incident that begins here; answers its sys_id.</summary>
    public async Task<string> RaiseAsync(JsonObject incident, CancellationToken cancellation) =>
        (await john.PostAsync(Incidents, incident, cancellation)).Text("result.sys_id");

    public Task ResolveAsync(string id, string notes, CancellationToken cancellation) => UpdateAsync(
        id, new JsonObject { ["state"] = "6", ["close_code"] = "Solved (Permanently)", ["close_notes"] = notes }, cancellation);

    /// <summary>How people name an incident in a check.</summary>
    public static string Name(string number) => string.Create(CultureInfo.InvariantCulture, $"servicenow {number}");
}
