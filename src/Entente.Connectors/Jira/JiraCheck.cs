using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>What an operator sees before a connection goes live.</summary>
internal sealed class JiraCheck(JiraClient client, ConnectionSettings settings, JiraOptions options)
{
    /// <summary>More skew than this makes times across parties misleading; nothing breaks.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(30);

    private const string RightsRemedy = "Let a project admin add the hub's account to a role with these rights.";

    private static readonly string[] Rights =
    [
        "BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES", "ADD_COMMENTS", "EDIT_OWN_COMMENTS", "CREATE_ATTACHMENTS",
        "LINK_ISSUES",
    ];

    public async Task<CheckReport> RunAsync(CancellationToken cancellation)
    {
        List<CheckItem> items = [];
        async Task<bool> TryAsync(string name, string remedy, Func<Task<IEnumerable<CheckItem>>> check)
        {
            try
            {
                items.AddRange(await check());
                return true;
            }
            catch (ConnectorException failure)
            {
                items.Add(new CheckItem(name, false, failure.Message, remedy));
                return false;
            }
        }

        const string endpoint = "Check the endpoint: https://SITE.atlassian.net, or the gateway for scoped tokens.";
        if (!await TryAsync("reachable", endpoint, () => ServerAsync(cancellation)))
            return new CheckReport(items);
        if (await TryAsync("credential", "Set the account's e-mail address and a new API token.", () => AccountAsync(cancellation)))
        {
            await TryAsync("rights", RightsRemedy, () => RightsAsync(cancellation));
            await TryAsync("search", "Polling needs POST /rest/api/3/search/jql.", () => SearchAsync(cancellation));
            await TryAsync("attachments", "Let a Jira admin allow attachments.", () => AttachmentsAsync(cancellation));
        }

        items.Add(Webhook());
        items.Add(new CheckItem("claim", true, "Creates are exactly-once: found again by key after an unknown outcome, never by search."));
        return new CheckReport(items);
    }

    private async Task<IEnumerable<CheckItem>> ServerAsync(CancellationToken cancellation)
    {
        var server = await client.GetAsync($"serverInfo", cancellation);
        var deployment = server.Text("deploymentType") ?? "unknown";
        var skew = (server.Instant("serverTime") ?? client.Now) - client.Now;
        return
        [
            new CheckItem("reachable", true, $"{server.Text("serverTitle") ?? "Jira"} at {settings.Endpoint.Host}"),
            new CheckItem(
                "version", deployment == "Cloud", $"{deployment}, version {server.Text("version")}",
                deployment == "Cloud" ? null : "This connector speaks REST v3, which only Jira Cloud has."),
            new CheckItem(
                "clock", skew.Duration() <= MostSkew, $"Jira's clock differs from ours by {skew.TotalSeconds:0} s",
                skew.Duration() <= MostSkew ? null : "Set this machine's clock by NTP."),
        ];
    }

    private async Task<IEnumerable<CheckItem>> AccountAsync(CancellationToken cancellation)
    {
        var me = await client.GetAsync($"myself", cancellation);
        var isActive = JiraPeople.Id(me) is not null && me.Flag("active") != false;
        return [new CheckItem("credential", isActive, $"Works as {me.Text("displayName") ?? "nobody"} ({JiraPeople.Id(me) ?? "anonymous"})")];
    }

    private async Task<IEnumerable<CheckItem>> RightsAsync(CancellationToken cancellation)
    {
        var list = string.Join(',', Rights);
        if (options.Projects.Count == 0)
            return [Lacking("rights", await client.GetAsync($"mypermissions?permissions={list}", cancellation))];
        List<CheckItem> items = [];
        foreach (var project in options.Projects)
            items.Add(Lacking($"rights in {project}", await client.GetAsync($"mypermissions?projectKey={project}&permissions={list}", cancellation)));
        return items;
    }

    private static CheckItem Lacking(string name, JsonElement answer)
    {
        var lacking = Rights.Where(right => answer.Member("permissions")?.Member(right)?.Flag("havePermission") != true).ToList();
        return lacking.Count == 0
            ? new CheckItem(name, true, "All that are needed")
            : new CheckItem(name, false, $"Missing: {string.Join(", ", lacking)}", RightsRemedy);
    }

    private async Task<IEnumerable<CheckItem>> SearchAsync(CancellationToken cancellation)
    {
        var query = new JsonObject
        {
            ["jql"] = "updated >= \"-1d\" ORDER BY updated DESC",
            ["maxResults"] = 1,
            ["fields"] = new JsonArray("updated"),
        };
        var answer = await client.QueryAsync($"search/jql", query, cancellation);
        return
        [
            new CheckItem("search", answer.Member("issues") is not null, "The search answers; its index may lag, which the poll's look-back covers"),
        ];
    }

    private async Task<IEnumerable<CheckItem>> AttachmentsAsync(CancellationToken cancellation)
    {
        var meta = await client.GetAsync($"attachment/meta", cancellation);
        var isEnabled = meta.Flag("enabled") == true;
        return
        [
            new CheckItem(
                "attachments", isEnabled, isEnabled ? $"Allowed, up to {meta.Number("uploadLimit")} bytes each" : "Switched off in this Jira",
                isEnabled ? null : "Let a Jira admin allow attachments."),
        ];
    }

    private CheckItem Webhook() => settings.WebhookSecret.Length > 0
        ? new CheckItem("webhook", true, "A secret is set; unsigned calls are refused")
        : new CheckItem(
            "webhook", false, "No webhook secret is set: changes are found by polling alone", "Set the same secret here and at the webhook in Jira.");
}
