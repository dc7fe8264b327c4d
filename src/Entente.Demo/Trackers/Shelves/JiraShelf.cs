using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Trackers.Shelves;

/// <summary>Issues of some Jira projects.</summary>
/// <param name="projects">Keys of the projects beside SHOP, in which the hub creates.</param>
internal sealed class JiraShelf(JiraDesk desk, IReadOnlyCollection<string> projects) : ITicketShelf
{
    private const string Home = "SHOP";

    public Toward Tracker => Toward.Jira;

    public string Product => "jira";

    public int TitleLimit => 255;

    public async Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation)
    {
        var names = projects.Append(Home).Distinct(StringComparer.Ordinal).Select(key => $"\"{key}\"");
        var issues = await desk.SearchAsync($"project in ({string.Join(", ", names)})", cancellation);
        return [.. issues.Select(issue => new ShelfTicket(issue.Text("key"), issue.Text("key"), issue.Text("fields.summary")))];
    }

    public async Task MarkAsync(string id, string title, string mark, CancellationToken cancellation)
    {
        await RetitleAsync(id, title, cancellation);
        await desk.LabelAsync(id, mark, cancellation);
    }

    public Task RetitleAsync(string id, string title, CancellationToken cancellation) =>
        desk.EditAsync(id, new JsonObject { ["summary"] = title }, cancellation);

    public Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation) =>
        desk.CommentAsync(id, text, asOther, cancellation);

    public async Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) =>
        [.. (await desk.CommentsAsync(id, cancellation)).Select(comment => comment.GetProperty("body").AllText())];

    public async Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation)
    {
        var fields = (await desk.IssueAsync(id, cancellation)).GetProperty("fields");
        var description = fields.TryGetProperty("description", out var text) ? text.AllText() : "";
        return new ShelfFields(fields.Text("summary"), description, fields.Text("priority.name"), fields.Text("issuetype.name"));
    }
}
