using System.Globalization;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Trackers.Shelves;

/// <summary>All tickets of the Zendesk account.</summary>
internal sealed class ZendeskShelf(ZendeskDesk desk) : ITicketShelf
{
    private const string Closed = "Zendesk lets nobody tag, edit or comment a closed ticket";

    public Toward Tracker => Toward.Zendesk;

    public string Product => "zendesk";

    public int TitleLimit => 255;

    public async Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation) =>
    [
        .. (await desk.TicketsAsync(cancellation)).Select(
            ticket => new ShelfTicket(
                ticket.Text("id"), $"#{ticket.Text("id")}", ticket.Text("subject"), ticket.Text("status") == "closed" ? Closed : null)),
    ];

    public Task MarkAsync(string id, string title, string mark, CancellationToken cancellation) =>
        desk.UpdateAsync(Number(id), new JsonObject { ["subject"] = title, ["additional_tags"] = new JsonArray(mark) }, cancellation);

    public Task RetitleAsync(string id, string title, CancellationToken cancellation) =>
        desk.UpdateAsync(Number(id), new JsonObject { ["subject"] = title }, cancellation);

    public Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation) =>
        desk.CommentAsync(Number(id), text, isPublic: true, cancellation);

    public async Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) =>
        [.. (await desk.CommentsAsync(Number(id), cancellation)).Select(comment => comment.Text("html_body"))];

    public async Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation)
    {
        var ticket = await desk.TicketAsync(Number(id), cancellation);
        return new ShelfFields(ticket.Text("subject"), ticket.Text("description"), ticket.Text("priority"), ticket.Text("type"));
    }

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
