using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>What an operator sees before a connection goes live.</summary>
internal sealed class AzureDevOpsCheck(
    AzureDevOpsClient client, ConnectionSettings settings, AzureDevOpsDirectory directory, AzureDevOpsCatalogue catalogue,
    AzureDevOpsIdWindow window, AzureDevOpsPoll poll)
{
    /// <summary>More skew than this makes times across parties misleading; nothing breaks.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(30);

    private const string TokenRemedy = "Set a new personal access token with the scope Work Items (read and write), of the hub's own account.";
    private const string EndpointRemedy =
        "The endpoint is https://dev.azure.com/ORGANISATION, or https://HOST/COLLECTION of a server from 2022.1 on.";
    private const string RightsRemedy = "Give the hub's account read and write access to the projects' work items.";
    private const string QueriesRemedy = "Creates are found again by queries and batches of ids: the account needs both.";

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
                items.Add(failure.Kind == FailureKind.Unauthorized
                    ? new CheckItem("credential", false, failure.Message, TokenRemedy)
                    : new CheckItem(name, false, failure.Message, remedy));
                return false;
            }
        }

        if (await TryAsync("reachable", EndpointRemedy, () => ServerAsync(cancellation)))
        {
            await TryAsync("account", TokenRemedy, () => AccountAsync(cancellation));
            await TryAsync("projects", RightsRemedy, () => ProjectsAsync(cancellation));
            await TryAsync("queries", QueriesRemedy, () => QueriesAsync(cancellation));
            await TryAsync("poll", "Polling needs the reporting feed of work item revisions.", () => FeedAsync(cancellation));
        }

        items.Add(Webhook());
        items.Add(new CheckItem("claim", true, "Creates are exactly-once: found again by tag or by id after an unknown outcome."));
        return new CheckReport(items);
    }

    private async Task<IEnumerable<CheckItem>> ServerAsync(CancellationToken cancellation)
    {
        var answer = await client.AnswerAsync(AzureDevOpsClient.Path($"_apis/wit/fields"), cancellation);
        var fields = answer.Json().Items("value").Count();
        var skew = answer.Date is { } date ? date - client.Now : TimeSpan.Zero;
        var isClose = skew.Duration() <= MostSkew;
        return
        [
            new CheckItem("reachable", fields > 0, $"{settings.Endpoint.Host} answers with {fields} fields", fields > 0 ? null : EndpointRemedy),
            new CheckItem(
                "clock", isClose, $"Azure DevOps' clock differs from ours by {skew.TotalSeconds:0} s",
                isClose ? null : "Set this machine's clock by NTP."),
        ];
    }

    private async Task<IEnumerable<CheckItem>> AccountAsync(CancellationToken cancellation)
    {
        if (await directory.AccountAsync(cancellation) is not { } account)
            return [new CheckItem("account", true, "This Azure DevOps does not tell whose token it is")];
        var name = account.Text("providerDisplayName") ?? account.Text("displayName") ?? account.Text("customDisplayName") ?? "nobody";
        var address = account.Member("properties")?.Member("Account")?.Text("$value") ?? account.Text("uniqueName") ?? "";
        var isOurs = IsUser(address) || IsUser(name) || IsUser(account.Text("id") ?? "");
        return
        [
            new CheckItem("credential", true, $"Works as {name} {address}".TrimEnd()),
            new CheckItem(
                "dedicated account", isOurs,
                isOurs ? "what this account writes counts as the hub's own: nobody else may use it" : $"the token is {name}'s, not {settings.User}'s",
                isOurs ? null : "Set user to the sign-in address of the token's account."),
        ];
    }

    private bool IsUser(string name) => string.Equals(name, settings.User, StringComparison.OrdinalIgnoreCase);

    private async Task<IEnumerable<CheckItem>> ProjectsAsync(CancellationToken cancellation)
    {
        var projects = await catalogue.ProjectsAsync(cancellation);
        List<string> usable = [];
        foreach (var project in projects)
            if ((await client.GetAsync(AzureDevOpsClient.Path($"{project}/_apis/wit/workitemtypes"), cancellation)).Items("value").Any())
                usable.Add(project);
        return [new CheckItem("projects", usable.Count > 0, usable.Count > 0 ? string.Join(", ", usable) : "None is visible to the hub's account")];
    }

    private async Task<IEnumerable<CheckItem>> QueriesAsync(CancellationToken cancellation) =>
        [new CheckItem("queries", true, $"Work items up to {await window.HeadAsync(cancellation)} can be found")];

    private async Task<IEnumerable<CheckItem>> FeedAsync(CancellationToken cancellation)
    {
        await client.GetAsync(poll.Path(poll.Start()), cancellation);
        return [new CheckItem("poll", true, "Changed work items can be polled")];
    }

    private CheckItem Webhook() => settings.WebhookSecret.Length > 0
        ? new CheckItem("webhook", true, "A secret is set; calls without it are refused")
        : new CheckItem(
            "webhook", false, "No webhook secret is set: changes are found by polling alone",
            "Set the same secret here and as basic authentication password of the service hooks.");
}
