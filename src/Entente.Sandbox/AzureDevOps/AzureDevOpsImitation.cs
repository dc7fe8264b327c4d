using System.Text;
using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Hooks;
using Entente.Sandbox.AzureDevOps.Load;
using Entente.Sandbox.AzureDevOps.World;
using Entente.Sandbox.People;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// Imitates one organisation of Azure DevOps Services: work items by REST API 7.1, queries, the feed of revisions, service hooks, limits.
/// README.md of this folder says who may sign in, what the seeded project does and what is left out.
/// </summary>
public sealed class AzureDevOpsImitation : IImitation
{
    private static readonly Uri UnknownAddress = new("http://localhost:7074");

    private readonly Organization organization = SeededWorld.Make();
    private readonly DevOpsRoutes routes;
    private readonly DevOpsUsage usage;
    private readonly DevOpsSite site;
    private readonly DevOpsDesk desk;

    /// <summary>The address under which the organisation was last called; links made without a call stand under it.</summary>
    private Uri address = UnknownAddress;

    public AzureDevOpsImitation()
    {
        site = new(organization, new(organization, new HookOutbox(organization)));
        routes = new(site);
        usage = new(organization.Settings);
        desk = new(site, () => address);
    }

    public string Product => "azuredevops";

    public IPeopleDesk Desk => desk;

    /// <summary>For tests in code: projects, people and work items as they stand.</summary>
    internal Organization Organization => organization;

    public SandboxResponse Handle(SandboxRequest request, DateTimeOffset now)
    {
        address = request.BaseAddress;
        try
        {
            return Answer(request, now);
        }
        catch (DevOpsRefusal refusal)
        {
            return refusal.Answer();
        }
    }

    public IReadOnlyList<OutgoingWebhook> TakeWebhooks(DateTimeOffset now) => site.Ledger.Outbox.Take(now);

    public void WebhookAnswered(long id, int? status, DateTimeOffset now) => site.Ledger.Outbox.Answered(id, status, now);

    public string? Configure(JsonElement settings) => DevOpsConfiguration.Apply(organization.Settings, organization.Fields, settings);

    public LoadReport Load(IEnumerable<string> lines, DateTimeOffset now) => new DevOpsLoad(organization, now).Take(lines);

    private SandboxResponse Answer(SandboxRequest request, DateTimeOffset now)
    {
        var view = new DevOpsView(organization, request.BaseAddress);
        if (DevOpsPath.Read(request.Path) is not { } path || !path.Organization.Equals(organization.Name, StringComparison.OrdinalIgnoreCase))
            return Page(request) ?? DevOpsFiles.Find(organization, request) ?? NotFound(request);
        if (DevOpsLocations.Answer(view, request.Method, path.Below) is { } location)
            return location;
        if (DevOpsSignIn.Caller(organization, request) is not { } caller)
            return DevOpsSignIn.Refuse(organization, request);
        if (routes.Find(request.Method, path.Below) is not { } found)
            return NotFound(request);
        if (usage.Refuse(caller, now) is { } tooMany)
            return tooMany;
        var call = new DevOpsCall(request, view, now)
        {
            Caller = caller,
            Segments = found.Segments,
            Project = DevOpsRoutes.ProjectOf(organization, path),
        };
        var version = DevOpsVersions.Check(call, found.Route);
        return usage.Mark(caller, now, Spoken(found.Route.Answer(call), version));
    }

    /// <summary>The version that was asked for comes back in the type of the content.</summary>
    private static SandboxResponse Spoken(SandboxResponse answer, string version) => answer with
    {
        Headers = [.. answer.Headers.Select(header => header.Key == "Content-Type"
            ? new(header.Key, header.Value.Replace("api-version=7.1", $"api-version={version}", StringComparison.Ordinal))
            : header)],
    };

    /// <summary>A work item's page by its project leads to the page by its organisation, where people read it here.</summary>
    private SandboxResponse? Page(SandboxRequest request) =>
        request.Method == "GET" && request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var name, _, "_workitems", "edit", var id]
        && name.Equals(organization.Name, StringComparison.OrdinalIgnoreCase)
            ? new(302, [new("Location", $"/{organization.Name}/_workitems/edit/{Uri.EscapeDataString(id)}")], [])
            : null;

    private static SandboxResponse NotFound(SandboxRequest request) => new(404, [new("Content-Type", "text/plain; charset=utf-8")],
        Encoding.UTF8.GetBytes($"The controller for path '{request.Path}' was not found or does not implement IController."));
}
