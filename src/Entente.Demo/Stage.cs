using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo;

/// <summary>All that the journeys play on.</summary>
internal sealed class Stage(HttpMessageInvoker http, DemoTargets targets, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, string> cases = new(StringComparer.Ordinal);

    public ZendeskDesk Zendesk { get; } = new(http, targets.Of("zendesk"), targets.Cast);

    public JiraDesk Jira { get; } = new(http, targets.Of("jira"), targets.Cast);

    public ServiceNowDesk ServiceNow { get; } = new(http, targets.Of("servicenow"), targets.Cast, new SandboxDesk(http, targets.Control));

    public AzureDevOpsDesk AzureDevOps { get; } = new(http, targets.Of("azuredevops"), targets.Cast);

    public SandboxDesk Sandbox { get; } = new(http, targets.Control);

    public HubWindow Hub { get; } = new(http, targets.Hub, targets.HubToken, time);

    public TokenLedger Tokens { get; } = new(time.GetUtcNow());

    public DemoTargets Targets { get; } = targets;

    public TimeProvider Time { get; } = time;

    /// <summary>All trackers of the story.</summary>
    public IReadOnlyList<Toward> Trackers { get; } = [Toward.Zendesk, Toward.Jira, Toward.ServiceNow, Toward.AzureDevOps];

    /// <summary>Every tracker of the story, seen alike.</summary>
    /// <param name="projects">Keys of the Jira projects beside the one in which the hub creates.</param>
    public IReadOnlyList<ITicketShelf> Shelves(IReadOnlyCollection<string> projects) =>
        [new ZendeskShelf(Zendesk), new JiraShelf(Jira, projects), new ServiceNowShelf(ServiceNow), new AzureDevOpsShelf(AzureDevOps)];

    /// <summary>What a change of fields cost; null until it was measured.</summary>
    public CallsPerFieldChange? Cost { get; set; }

    /// <summary>References of the cases whose history is shown, in the order of their first tickets.</summary>
    public IReadOnlyCollection<string> Cases
    {
        get
        {
            lock (gate)
                return [.. cases.Values];
        }
    }

    /// <summary>Shows a case's history at the end.</summary>
    /// <param name="order">Cases are shown in the ordinal order of this.</param>
    public void Remember(string order, string reference)
    {
        lock (gate)
            cases[order] = reference;
    }

    /// <summary>Raises a shared ticket and waits for its issue.</summary>
    public async Task<Pair> ShareAsync(string title, JsonObject fields, CheckList checks, CancellationToken cancellation)
    {
        var token = Tokens.Expect(TokenKind.Title, title, Toward.Jira);
        fields["subject"] = $"{title} {token}";
        fields["comment"] ??= new JsonObject { ["html_body"] = $"<p>{title}.</p>" };
        fields["type"] ??= "incident";
        fields["priority"] ??= "normal";
        fields["tags"] ??= new JsonArray("checkout");
        fields["assignee_id"] ??= await Zendesk.PersonAsync(Zendesk.Agent, cancellation);
        var ticket = await Zendesk.RaiseAsync(fields, cancellation);
        Remember($"zd {ticket:D10}", CaseOf(ticket));
        var issue = await checks.FoundAsync(
            "the ticket appears as an issue", $"jira, for zendesk #{ticket}", () => IssueWithAsync(token, cancellation), cancellation);
        return new Pair(ticket, issue, token);
    }

    /// <summary>How the hub's API names the case of a Zendesk ticket.</summary>
    public static string CaseOf(long ticket) => $"zd:#{ticket}";

    /// <summary>The key of the issue whose summary holds a token; null while there is none.</summary>
    public async Task<string?> IssueWithAsync(string token, CancellationToken cancellation) =>
        (await IssuesWithAsync(token, cancellation)).Select(issue => issue.Text("key")).FirstOrDefault();

    public async Task<IReadOnlyList<JsonElement>> IssuesWithAsync(string token, CancellationToken cancellation) =>
        [.. (await Jira.SearchAsync("project = SHOP", cancellation))
            .Where(issue => issue.Text("fields.summary").Contains(token, StringComparison.Ordinal))];

    /// <summary>The incident whose short description holds a token; null while there is none.</summary>
    public async Task<Incident?> IncidentWithAsync(string token, CancellationToken cancellation) =>
        (await ServiceNow.IncidentsAsync(cancellation))
            .Where(incident => incident.Text("short_description").Contains(token, StringComparison.Ordinal))
            .Select(incident => new Incident(incident.Text("sys_id"), incident.Text("number")))
            .FirstOrDefault();

    /// <summary>The id of the work item whose title holds a token; null while there is none.</summary>
    public async Task<string?> ItemWithAsync(string token, CancellationToken cancellation) =>
        (await AzureDevOps.WorkItemsAsync(cancellation))
            .Where(item => AzureDevOpsDesk.Field(item, "System.Title").Contains(token, StringComparison.Ordinal))
            .Select(item => item.Text("id"))
            .FirstOrDefault();

    /// <summary>A field of an issue's current state, by its path below <c>fields</c>.</summary>
    public async Task<string> IssueFieldAsync(string key, string path, CancellationToken cancellation) =>
        (await Jira.IssueAsync(key, cancellation)).Text($"fields.{path}");

    public async Task<string> TicketFieldAsync(long id, string field, CancellationToken cancellation) =>
        (await Zendesk.TicketAsync(id, cancellation)).Text(field);

    public async Task<string> IncidentFieldAsync(Incident incident, string field, CancellationToken cancellation) =>
        (await ServiceNow.IncidentAsync(incident.Id, cancellation)).Text(field);

    /// <summary>Texts of an issue's comments in Jira's order.</summary>
    public async Task<IReadOnlyList<string>> IssueThreadAsync(string key, CancellationToken cancellation) =>
        [.. (await Jira.CommentsAsync(key, cancellation)).Select(comment => comment.GetProperty("body").AllText())];

    /// <summary>Texts of a ticket's comments in Zendesk's order, without the first, which is the description.</summary>
    public async Task<IReadOnlyList<string>> TicketThreadAsync(long id, CancellationToken cancellation) =>
        [.. (await Zendesk.CommentsAsync(id, cancellation)).Skip(1).Select(comment => comment.Text("html_body"))];

    /// <summary>Waits until the hub has nothing under way on a case.</summary>
    public Task QuietAsync(Pair pair, CheckList checks, CancellationToken cancellation) => QuietAsync(CaseOf(pair.Ticket), checks, cancellation);

    /// <param name="reference">Any ticket of the case, as the hub's API names it.</param>
    public Task QuietAsync(string reference, CheckList checks, CancellationToken cancellation) =>
        checks.UntilAsync(() => Hub.IsQuietAsync(reference, cancellation), quiet => quiet, cancellation);

    /// <summary>Waits until the hub has nothing under way at all.</summary>
    public Task QuietAsync(CheckList checks, CancellationToken cancellation) =>
        checks.UntilAsync(() => Hub.IsQuietAsync(cancellation), quiet => quiet, cancellation);

    /// <summary>
    /// Waits until the second in which Zendesk last changed the ticket is over: its revisions count seconds, so acts within one second cannot be told
    /// apart.
    /// </summary>
    public Task SettledSecondAsync(Pair pair, CheckList checks, CancellationToken cancellation) => checks.UntilAsync(
        async () => Time.GetUtcNow() - (await Zendesk.TicketAsync(pair.Ticket, cancellation)).GetProperty("updated_at").GetDateTimeOffset(),
        age => age > TimeSpan.FromSeconds(1.1),
        cancellation);
}
