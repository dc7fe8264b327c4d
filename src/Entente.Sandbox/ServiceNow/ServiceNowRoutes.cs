namespace Entente.Sandbox.ServiceNow;

/// <summary>The endpoints below <c>/api/now</c>. Fixed paths stand before those with a variable part in the same place.</summary>
internal sealed class ServiceNowRoutes(IReadOnlyList<ServiceNowRoute> routes)
{
    /// <summary>Finds the endpoint and notes on the call the version and the variable parts of its path.</summary>
    /// <exception cref="ServiceNowRefusal">No such path, or not with this method.</exception>
    public ServiceNowRoute Find(ServiceNowCall call)
    {
        var parts = call.Request.Path.Trim('/').Split('/').ToList();
        if (parts is not ["api", "now", ..])
            throw ServiceNowRefusal.NoResource();
        parts.RemoveRange(0, 2);
        if (parts.Count > 0 && parts[0] is "v1" or "v2")
        {
            call.Version = parts[0][1] - '0';
            parts.RemoveAt(0);
        }
        var fitting = routes.Where(route => route.Match(parts) is not null).ToList();
        if (fitting.Count == 0)
            throw ServiceNowRefusal.NoResource();
        var found = fitting.Find(route => route.Method == call.Request.Method) ?? throw ServiceNowRefusal.NoMethod(call.Request.Method);
        call.Segments = found.Match(parts)!;
        return found;
    }
}
