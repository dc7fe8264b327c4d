using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>Sharing starts and stops by a tag that everybody sees, and what is not passed on is said where it stayed.</summary>
internal sealed class SharingJourney : IJourney
{
    private const string Program = "screen-recorder.exe";

    public string Name => "Sharing starts and stops by a visible act, and what stays home is said";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Wish list is empty", [], checks, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        await stage.SettledSecondAsync(pair, checks, cancellation);
        var file = await stage.Zendesk.UploadAsync(Program, "application/x-msdownload", [0x4D, 0x5A, 0x90], cancellation);
        var comment = new JsonObject { ["html_body"] = "<p>The shopper sent this.</p>", ["public"] = true, ["uploads"] = new JsonArray(file.Token) };
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["comment"] = comment }, cancellation);
        await NoteAsync(stage, checks, pair, "a file that must not leave is named", $"The file {Program} was not passed on", cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal("Infinity did not get it", pair.IssueName, "0", await FilesAsync(stage, pair, cancellation));
        await StopAsync(stage, checks, pair, cancellation);
    }

    private static async Task StopAsync(Stage stage, CheckList checks, Pair pair, CancellationToken cancellation)
    {
        await stage.SettledSecondAsync(pair, checks, cancellation);
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["tags"] = new JsonArray("invoices") }, cancellation);
        await NoteAsync(stage, checks, pair, "without the tag sharing stops", "No longer shared with Infinity Solutions", cancellation);
        await stage.SettledSecondAsync(pair, checks, cancellation);
        var token = stage.Tokens.Expect(TokenKind.Comment, pair.TicketName, Toward.Jira);
        await stage.Zendesk.CommentAsync(pair.Ticket, $"Between us and the shopper {token}", true, cancellation);
        var passed = await stage.Sandbox.LastRequestAsync("zendesk", cancellation);
        await checks.UntilAsync(
            () => stage.Sandbox.RequestsAsync("zendesk", passed, cancellation),
            requests => requests.Any(request => request.Text("path").EndsWith($"/tickets/{pair.Ticket}/audits", StringComparison.Ordinal)
                || request.Text("path").Contains($"/tickets/{pair.Ticket}/", StringComparison.Ordinal)),
            cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal("what is said meanwhile stays home", pair.IssueName, "0", await StandsAsync(stage, pair, token, cancellation));
        await stage.SettledSecondAsync(pair, checks, cancellation);
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["tags"] = new JsonArray("checkout") }, cancellation);
        await NoteAsync(stage, checks, pair, "with the tag sharing begins again", "Shared with Infinity Solutions again", cancellation);
        await checks.EqualAsync(
            "then it is passed on, once", pair.IssueName, "1", () => StandsAsync(stage, pair, token, cancellation), cancellation);
    }

    private static Task NoteAsync(
        Stage stage, CheckList checks, Pair pair, string name, string text, CancellationToken cancellation) => checks.HoldsAsync(
        name, pair.TicketName, text, async () => string.Join('\n', await stage.TicketThreadAsync(pair.Ticket, cancellation)), cancellation);

    private static async Task<string> StandsAsync(Stage stage, Pair pair, string token, CancellationToken cancellation) =>
        $"{(await stage.IssueThreadAsync(pair.Issue, cancellation)).Count(text => text.Contains(token, StringComparison.Ordinal))}";

    private static async Task<string> FilesAsync(Stage stage, Pair pair, CancellationToken cancellation) =>
        $"{(await stage.Jira.IssueAsync(pair.Issue, cancellation)).Items("fields.attachment").Count}";
}
