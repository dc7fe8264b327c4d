using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Load;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;
using Entente.Sandbox.People;

namespace Entente.Sandbox.Jira;

/// <summary>
/// Imitates one Jira Cloud site: REST API versions 3 and 2, admin webhooks, a workflow, a search index that lags, limits.
/// README.md of this folder says who may sign in, what the seeded projects do and what is left out.
/// </summary>
public sealed class JiraImitation : IImitation
{
    private static readonly Uri UnknownAddress = new("http://localhost:7072");

    private readonly JiraWorld world = SeededWorld.Make();
    private readonly JiraRoutes routes;
    private readonly JiraLimits limits;
    private readonly JiraSite site;
    private readonly JiraDesk desk;

    /// <summary>The address under which the site was last called; links made without a call (pages, webhooks of pages) stand under it.</summary>
    private Uri address = UnknownAddress;

    public JiraImitation()
    {
        site = new(world, new(world, new WebhookOutbox(world)));
        routes = new(site);
        limits = new(world.Settings);
        desk = new(site, () => address);
    }

    public string Product => "jira";

    public IPeopleDesk Desk => desk;

    /// <summary>For tests in code: lists, workflows and issues as they stand.</summary>
    internal JiraWorld World => world;

    public SandboxResponse Handle(SandboxRequest request, DateTimeOffset now)
    {
        address = request.BaseAddress;
        try
        {
            return Answer(request, now);
        }
        catch (JiraRefusal refusal)
        {
            return refusal.Answer();
        }
    }

    public IReadOnlyList<OutgoingWebhook> TakeWebhooks(DateTimeOffset now) => site.Ledger.Outbox.Take(now);

    public void WebhookAnswered(long id, int? status, DateTimeOffset now) => site.Ledger.Outbox.Answered(id, status, now);

    public string? Configure(JsonElement settings) => JiraConfiguration.Apply(world.Settings, settings);

    public LoadReport Load(IEnumerable<string> lines, DateTimeOffset now) => new JiraLoad(world, now).Take(lines);

    /// <summary>Moves an issue to another project, which no public call can do: it gets a new key and keeps its id.</summary>
    /// <exception cref="ArgumentException">No such issue, project or account.</exception>
    public string Move(string key, string projectKey, string accountId, DateTimeOffset now)
    {
        var issue = world.FindIssue(key) ?? throw new ArgumentException($"No issue {key}.", nameof(key));
        var project = world.FindProject(projectKey) ?? throw new ArgumentException($"No project {projectKey}.", nameof(projectKey));
        if (!world.Users.TryGetValue(accountId, out var actor))
            throw new ArgumentException($"No account {accountId}.", nameof(accountId));
        IssueMove.Carry(site, new(new(world, address, 3, actor), actor, now), issue, project);
        return issue.Key;
    }

    /// <summary>Sets an issue's security level: only these accounts see it, to others it does not exist; null lets everyone in.</summary>
    /// <exception cref="ArgumentException">No such issue.</exception>
    public void Restrict(string key, IReadOnlyList<string>? accountIds)
    {
        var issue = world.FindIssue(key) ?? throw new ArgumentException($"No issue {key}.", nameof(key));
        issue.VisibleTo = accountIds;
    }

    private SandboxResponse Answer(SandboxRequest request, DateTimeOffset now)
    {
        if (routes.Find(request.Method, request.Path) is not { } found)
            return JiraJson.Answer(404, new JsonObject { ["message"] = "null for uri: " + request.Path, ["status-code"] = 404 });
        var view = new JiraView(world, request.BaseAddress, found.Version, JiraSignIn.Caller(world, request));
        var call = new JiraCall(request, view, now) { Segments = found.Segments };
        return limits.Refuse(call, found.Route) ?? limits.Mark(call, found.Route, found.Route.Answer(call));
    }
}
