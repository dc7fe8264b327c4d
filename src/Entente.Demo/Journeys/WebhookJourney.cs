using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>A webhook is a hint: told twice, out of order, not at all or by a forger, it makes no difference to what arrives.</summary>
internal sealed class WebhookJourney : IJourney
{
    public string Name => "Webhooks come twice, out of order, not at all, or forged";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Search finds nothing", [], checks, cancellation);
        await CommentUnderAsync(stage, checks, pair, "duplicate", cancellation);
        await CommentUnderAsync(stage, checks, pair, "reverse", cancellation);
        await CommentUnderAsync(stage, checks, pair, "drop", cancellation);
        await stage.Sandbox.WebhooksAsync("zendesk", new JsonObject { ["mode"] = "normal" }, cancellation);
        await ForgeAsync(stage, checks, pair, cancellation);
    }

    /// <summary>Edits and comments while the webhooks misbehave; all of it must arrive once all the same.</summary>
    private static async Task CommentUnderAsync(Stage stage, CheckList checks, Pair pair, string mode, CancellationToken cancellation)
    {
        await stage.Sandbox.WebhooksAsync("zendesk", new JsonObject { ["mode"] = mode, ["delayMs"] = 300 }, cancellation);
        var first = stage.Tokens.Expect(TokenKind.Comment, pair.TicketName, Toward.Jira);
        var second = stage.Tokens.Expect(TokenKind.Comment, pair.TicketName, Toward.Jira);
        await stage.Zendesk.CommentAsync(pair.Ticket, $"First {first}", true, cancellation);
        var title = $"Search finds nothing, {mode} {pair.Token}";
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["subject"] = "soon replaced" }, cancellation);
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["subject"] = title }, cancellation);
        await stage.Zendesk.CommentAsync(pair.Ticket, $"Second {second}", true, cancellation);
        await checks.EqualAsync(
            $"{mode}: the last title stands", pair.IssueName, title, () => stage.IssueFieldAsync(pair.Issue, "summary", cancellation), cancellation);
        await checks.EqualAsync(
            $"{mode}: both comments stand once and in order",
            pair.IssueName,
            $"{first} {second}",
            async () => string.Join(' ', (await stage.IssueThreadAsync(pair.Issue, cancellation))
                .SelectMany(text => ((string[])[first, second]).Where(token => text.Contains(token, StringComparison.Ordinal)))),
            cancellation);
    }

    private static async Task ForgeAsync(Stage stage, CheckList checks, Pair pair, CancellationToken cancellation)
    {
        var before = await stage.IssueFieldAsync(pair.Issue, "updated", cancellation);
        var zendesk = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Zendesk-Webhook-Signature"] = Convert.ToBase64String(new byte[32]),
            ["X-Zendesk-Webhook-Signature-Timestamp"] = stage.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
        };
        var jira = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["X-Hub-Signature"] = $"sha256={new string('0', 64)}" };
        await RefusedAsync(stage, checks, "zd", $$"""{"ticket_id": "{{pair.Ticket}}"}""", zendesk, cancellation);
        await RefusedAsync(stage, checks, "jr", """{"issue": {"id": "10000"}}""", jira, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal("nothing changed by it", pair.IssueName, before, await stage.IssueFieldAsync(pair.Issue, "updated", cancellation));
    }

    private static async Task RefusedAsync(
        Stage stage, CheckList checks, string connection, string body, SortedDictionary<string, string> headers, CancellationToken cancellation)
    {
        var path = await stage.Hub.HookAsync(connection, cancellation);
        checks.Equal(
            "a forged webhook is refused", $"the hub's address for {connection}", "401",
            $"{await stage.Hub.ForgeAsync(path, body, headers, cancellation)}");
    }
}
