using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Trackers.Shelves;

/// <summary>All incidents of the ServiceNow instance; other records of work are named as what the connection leaves out.</summary>
internal sealed class ServiceNowShelf(ServiceNowDesk desk) : ITicketShelf
{
    private const string Closed = "ServiceNow lets nobody but an administrator change a closed or canceled incident";

    public Toward Tracker => Toward.ServiceNow;

    public string Product => "servicenow";

    public int TitleLimit => 160;

    public async Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation) =>
    [
        .. (await desk.IncidentsAsync(cancellation)).Select(incident => Listed(incident, incident.Text("state") is "7" or "8" ? Closed : null)),
        .. (await desk.OtherWorkAsync(cancellation)).Select(
            record => Listed(record, $"the connection's tickets are incidents, not records of {record.Text("sys_class_name")}")),
    ];

    public Task MarkAsync(string id, string title, string mark, CancellationToken cancellation) =>
        desk.UpdateAsync(id, new JsonObject { ["short_description"] = title, ["u_waiting_on"] = mark }, cancellation);

    public Task RetitleAsync(string id, string title, CancellationToken cancellation) =>
        desk.UpdateAsync(id, new JsonObject { ["short_description"] = title }, cancellation);

    public Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation) => desk.CommentAsync(id, text, cancellation);

    public Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation) => desk.ThreadAsync(id, "comments", cancellation);

    public async Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation)
    {
        var incident = await desk.IncidentAsync(id, cancellation);
        return new ShelfFields(
            incident.Text("short_description"), incident.Text("description"), incident.Text("priority"), incident.Text("u_class"));
    }

    private static ShelfTicket Listed(JsonElement record, string? obstacle) =>
        new(record.Text("sys_id"), record.Text("number"), record.Text("short_description"), obstacle);
}
