using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>
/// Both sides edit before either heard of the other: different fields merge; a field changed on both sides follows the contract, which lets Infinity
/// decide the priority, and what Mercuri had chosen is kept and shown.
/// </summary>
internal sealed class ConflictJourney : IJourney
{
    private const int HeldBackMs = 1500;
    private const string Loser = "priority P4 of mercuri";

    public string Name => "Both sides edit at once";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Stock is wrong", [], checks, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        await stage.SettledSecondAsync(pair, checks, cancellation);
        await DifferentAsync(stage, checks, pair, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        await stage.SettledSecondAsync(pair, checks, cancellation);
        await SameAsync(stage, checks, pair, cancellation);
    }

    private static async Task DifferentAsync(Stage stage, CheckList checks, Pair pair, CancellationToken cancellation)
    {
        await HoldBackAsync(stage, cancellation);
        var title = $"Stock is wrong in Leeds {pair.Token}";
        await Task.WhenAll(
            stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["subject"] = title }, cancellation),
            stage.Jira.EditAsync(pair.Issue, new JsonObject { ["priority"] = new JsonObject { ["name"] = "High" } }, cancellation));
        await checks.EqualAsync(
            "Mercuri's title arrives", pair.IssueName, title, () => stage.IssueFieldAsync(pair.Issue, "summary", cancellation), cancellation);
        await checks.EqualAsync(
            "Infinity's priority arrives", pair.TicketName, "high", () =>
                stage.TicketFieldAsync(pair.Ticket, "priority", cancellation), cancellation);
        checks.Equal("Infinity's priority stands", pair.IssueName, "High", await stage.IssueFieldAsync(pair.Issue, "priority.name", cancellation));
        checks.Equal("Mercuri's title stands", pair.TicketName, title, await stage.TicketFieldAsync(pair.Ticket, "subject", cancellation));
    }

    private static async Task SameAsync(Stage stage, CheckList checks, Pair pair, CancellationToken cancellation)
    {
        await HoldBackAsync(stage, cancellation);
        await Task.WhenAll(
            stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["priority"] = "low" }, cancellation),
            stage.Jira.EditAsync(pair.Issue, new JsonObject { ["priority"] = new JsonObject { ["name"] = "Highest" } }, cancellation));
        await checks.EqualAsync(
            "the contract's winner arrives", pair.TicketName, "urgent", () =>
                stage.TicketFieldAsync(pair.Ticket, "priority", cancellation), cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal(
            "the contract's winner stands", pair.IssueName, "Highest", await stage.IssueFieldAsync(pair.Issue, "priority.name", cancellation));
        var lost = await checks.UntilAsync(
            () => LostAsync(stage, pair, cancellation), found => found.Contains(Loser, StringComparison.Ordinal), cancellation);
        checks.Add("the value that lost is kept and shown", "the case's history", lost.Contains(Loser, StringComparison.Ordinal), Loser, lost);
    }

    private static async Task<string> LostAsync(Stage stage, Pair pair, CancellationToken cancellation) =>
        await stage.Hub.CaseAsync(Stage.CaseOf(pair.Ticket), cancellation) is { } life ? Lost(life) : "no such case";

    private static string Lost(JsonElement life) =>
        string.Join("; ", life.Items("lost").Select(lost => $"{lost.Text("field")} {lost.Text("value")} of {lost.Text("party")}"));

    /// <summary>The next webhook of either tracker waits, so that both people act before the hub hears of either.</summary>
    private static async Task HoldBackAsync(Stage stage, CancellationToken cancellation)
    {
        foreach (var product in (string[])["zendesk", "jira"])
            await stage.Sandbox.WebhooksAsync(product, new JsonObject { ["mode"] = "delay", ["delayMs"] = HeldBackMs, ["count"] = 1 }, cancellation);
    }
}
