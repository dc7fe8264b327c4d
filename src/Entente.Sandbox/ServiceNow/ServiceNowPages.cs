namespace Entente.Sandbox.ServiceNow;

/// <summary>The addresses under which the product's own pages are linked, led to the plain page of the record.</summary>
internal static class ServiceNowPages
{
    public const string TicketPath = "/incident.do?sys_id={key}";

    /// <summary>The address of a file on the pages, without its id.</summary>
    public const string FilePath = "/sys_attachment.do?sys_id=";

    private const string Frame = "/nav_to.do";

    private const string Workspace = "/now/nav/ui/classic/params/target/";

    /// <summary>Null where the address is none of a page.</summary>
    public static SandboxResponse? Answer(ServiceNowCall call)
    {
        if (call.Request.Path == FilePath.Split('?')[0])
            return ServiceNowAttachments.Bytes(call.Instance, call.Query["sys_id"] ?? "");
        var path = call.Request.Path;
        var target = path == Frame
            ? call.Query["uri"]
            : path.StartsWith(Workspace, StringComparison.Ordinal) ? Uri.UnescapeDataString(path[Workspace.Length..]) : null;
        if (target is null || target.Split('?', 2) is not [_, var query])
            return null;
        var page = new ServiceNowQuery(query);
        // A number can stand where the id should: sysparm_query=number=INC0010001.
        var key = page["sys_id"] ?? page["sysparm_query"]?.Split('=')[^1] ?? "";
        var address = TicketPath.Replace("{key}", Uri.EscapeDataString(key), StringComparison.Ordinal);
        return new SandboxResponse(302, [new("Location", address)], []);
    }
}
