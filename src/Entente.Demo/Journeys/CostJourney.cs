using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>What one folded change of fields alone costs in calls, counted in the sandbox's request log.</summary>
internal sealed partial class CostJourney : IJourney
{
    private const int MostAttempts = 3;

    public string Name => "A change of fields costs one read and one write";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Receipt is not sent", [], checks, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        var cost = stage.Cost = await MeasuredAsync(stage, checks, pair, cancellation);
        checks.Add("at most one read of the source", pair.TicketName, cost.SourceReads <= 1, "1", $"{cost.SourceReads}");
        checks.Add("one write to the target", pair.IssueName, cost.TargetWrites == 1, "1", $"{cost.TargetWrites}");
        checks.Add("at most one read of the target", pair.IssueName, cost.TargetReads <= 1, "1", $"{cost.TargetReads}");
    }

    /// <summary>Measures once more when the hub was started anew in between: recovering costs calls of its own.</summary>
    private static async Task<CallsPerFieldChange> MeasuredAsync(Stage stage, CheckList checks, Pair pair, CancellationToken cancellation)
    {
        var issue = (await stage.Jira.IssueAsync(pair.Issue, cancellation)).Text("id");
        for (var attempt = 1; ; attempt++)
        {
            await stage.SettledSecondAsync(pair, checks, cancellation);
            await checks.UntilAsync(() => IsLeftAloneAsync(stage, issue, cancellation), alone => alone, cancellation);
            var owner = await stage.Hub.OwnerAsync(cancellation);
            var cost = await ChangeAsync(stage, checks, pair with { Token = $"{pair.Token} {attempt}" }, issue, cancellation);
            if (attempt == MostAttempts || owner == await stage.Hub.OwnerAsync(cancellation))
                return cost;
        }
    }

    private static async Task<CallsPerFieldChange> ChangeAsync(
        Stage stage, CheckList checks, Pair pair, string issue, CancellationToken cancellation)
    {
        var (zendesk, jira) =
            (await stage.Sandbox.LastRequestAsync("zendesk", cancellation), await stage.Sandbox.LastRequestAsync("jira", cancellation));
        var title = $"Receipt is not sent to anybody {pair.Token}";
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["subject"] = title, ["priority"] = "high" }, cancellation);
        await checks.EqualAsync(
            "the title arrives", pair.IssueName, title, () => stage.IssueFieldAsync(pair.Issue, "summary", cancellation), cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        var source = Hub(await stage.Sandbox.RequestsAsync("zendesk", zendesk, cancellation), stage.Targets.Cast.ZendeskHub);
        var target = Hub(await stage.Sandbox.RequestsAsync("jira", jira, cancellation), stage.Targets.Cast.JiraHub);
        return new CallsPerFieldChange(
            Count(source, "GET", $"/tickets/{pair.Ticket}"), Count(target, "PUT", $"/issue/{issue}"), Count(target, "GET", $"/issue/{issue}"),
            Beside(source) + Beside(target));
    }

    /// <summary>Whether what the creation set off is over: a poll's time went by without the hub asking for the issue.</summary>
    private static async Task<bool> IsLeftAloneAsync(Stage stage, string issue, CancellationToken cancellation)
    {
        var since = stage.Time.GetUtcNow() - TimeSpan.FromSeconds(2.5);
        var requests = Hub(await stage.Sandbox.RequestsAsync("jira", 0, cancellation), stage.Targets.Cast.JiraHub);
        return !requests.Any(
            request => request.Text("path").Contains($"/issue/{issue}", StringComparison.Ordinal)
                && request.GetProperty("at").GetDateTimeOffset() > since);
    }

    private static List<JsonElement> Hub(IReadOnlyList<JsonElement> requests, DemoAccount hub) =>
        [.. requests.Where(request => request.Text("caller").StartsWith(hub.User, StringComparison.Ordinal))];

    private static int Count(List<JsonElement> requests, string method, string end) =>
        requests.Count(request => request.Text("method") == method && request.Text("path").EndsWith(end, StringComparison.Ordinal));

    private static int Beside(List<JsonElement> requests) => requests.Count(request => BesidePath().IsMatch(request.Text("path")));

    [GeneratedRegex("/(audits|comments?|attachments?|transitions|changelog|uploads)(/|$)")]
    private static partial Regex BesidePath();
}
