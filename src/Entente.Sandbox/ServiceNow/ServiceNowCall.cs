using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>One request on its way through the instance: who asks, when, and what for.</summary>
internal sealed class ServiceNowCall(SandboxRequest request, ServiceNowInstance instance, DateTimeOffset now)
{
    public SandboxRequest Request { get; } = request;

    public ServiceNowInstance Instance { get; } = instance;

    public DateTimeOffset Now { get; } = now;

    public ServiceNowQuery Query { get; } = new(request.Query);

    /// <summary>The record of <c>sys_user</c>; null before the sign-in.</summary>
    public ServiceNowRecord? User { get; set; }

    /// <summary>The version in the path; 2 where none stands there, as the latest is.</summary>
    public int Version { get; set; } = 2;

    /// <summary>The parts of the path that vary, in order.</summary>
    public IReadOnlyList<string> Segments { get; set; } = [];

    public string Root => Request.BaseAddress.GetLeftPart(UriPartial.Authority);

    public ServiceNowReader Reader => new(Instance, User!, Root);

    public ServiceNowAct Act => new(Instance, User!, Now);

    public string? Header(string name) => Request.Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The table that the path names.</summary>
    public ServiceNowTable Table => Instance.Table(Segments[0]) ?? throw ServiceNowRefusal.NoTable(Segments[0]);

    /// <summary>Writes must say what they send and what they take.</summary>
    public void RequireJson()
    {
        if (Header("Accept") is not { Length: > 0 } || Header("Content-Type") is not { Length: > 0 } type)
            throw new ServiceNowRefusal(400, "Bad Request", "The headers Accept and Content-Type are mandatory");
        if (!type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new ServiceNowRefusal(415, "Unsupported Media Type", $"Content-Type not supported: {type}");
    }

    /// <summary>Of the formats that the platform can answer in, this imitation knows JSON.</summary>
    public void RequireAcceptable()
    {
        // A file comes as whatever it is.
        if (Request.Path.EndsWith("/file", StringComparison.Ordinal) || Header("Accept") is not { Length: > 0 } accept)
            return;
        if (!new[] { "json", "*/*", "application/*" }.Any(accepted => accept.Contains(accepted, StringComparison.OrdinalIgnoreCase)))
            throw new ServiceNowRefusal(406, "Not acceptable", $"Accept not supported: {accept}");
    }
}
