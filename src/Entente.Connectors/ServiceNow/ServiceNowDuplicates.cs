using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Second carriers of our marker, and what becomes of them: a second incident is closed as a duplicate and names the first as its parent; a second
/// file is deleted. A second journal entry stays: a journal cannot be taken back.
/// </summary>
internal sealed class ServiceNowDuplicates(ServiceNowClient client, ServiceNowReader reader, ServiceNowOptions options)
{
    private const string Incident = "incident";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private readonly ServiceNowJournal journal = new(client);

    public async Task<IReadOnlyList<Carrier>> FindAsync(MarkedWrite write, CancellationToken cancellation)
    {
        var found = write.Kind switch
        {
            WriteKind.Create => await RecordsAsync(write, cancellation),
            WriteKind.AddComment =>
                (await journal.FindAsync(write.Ticket, write.EffectId, cancellation)).Select(row => Of(row, ServiceNowJournal.Id(row))),
            _ => await FilesAsync(write, cancellation),
        };
        return [.. found.Where(carrier => carrier.Created >= write.Since - Skew).OrderBy(carrier => carrier.Created)];
    }

    public static IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) => write.Kind == WriteKind.AddComment
        ? []
        : [new Retirement(
            write.Kind == WriteKind.Create ? "close" : "delete", write.Kind, duplicate.Id, duplicate.Key, write.Ticket, keptKey).ToStep()];

    public Task<PreparedCall> PrepareAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        if (retirement.Act == "delete")
            return Task.FromResult(new PreparedCall(
                "DELETE", FilePath(retirement), new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase), []));
        var body = new JsonObject
        {
            [ServiceNowJournal.Element(isPublic: false)] =
                ServiceNowText.WriteEntry(RichText.FromText(retirement.ToText()), effect.EffectId, options.AllowCode),
        };
        if (options.Table == Incident)
        {
            body["parent_incident"] = retirement.Kept;
            body[ServiceNowSchema.State] = ServiceNowSchema.Closed;
            body["close_code"] = "Duplicate";
            body["close_notes"] = retirement.ToText();
        }
        else
        {
            body["parent"] = retirement.Kept; // other tasks end in states of their own
        }

        return Task.FromResult(ServiceNowClient.Json("PATCH", ServiceNowQuery.Record(options.Table, retirement.Duplicate), body));
    }

    public async Task<WriteResult> SendAsync(Retirement retirement, PreparedCall call, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(call, cancellation);
        if (retirement.Act == "close" && !IsRetired(ServiceNowClient.Result(answer, retirement.Duplicate), retirement))
            throw new ConnectorException(FailureKind.Refused, "servicenow.ignored-field", "ServiceNow left the duplicate as it was.");
        return Done(retirement);
    }

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        var isDone = retirement.Act == "delete"
            ? (await reader.FilesAsync(retirement.Kept, cancellation)).TrueForAll(row => ServiceNowJournal.Id(row) != retirement.Duplicate)
            : IsRetired(await client.RecordAsync(options.Table, retirement.Duplicate, cancellation), retirement);
        var rung = $"duplicate {retirement.Act}";
        return isDone ? new ProbeOutcome(ProbeVerdict.Found, Done(retirement), rung) : new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }

    private async Task<IEnumerable<Carrier>> RecordsAsync(MarkedWrite write, CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(
            options.Table, $"correlation_id={write.EffectId}^ORDERBYsys_created_on^ORDERBYsys_id",
            "sys_id,number,correlation_id,correlation_display,sys_created_on,sys_created_by");
        return (await client.RowsAsync(path, cancellation))
            .Where(row => ServiceNowMapping.Marker(row) == write.EffectId && client.IsHub(ServiceNowCell.Of(row, "sys_created_by").Value))
            .Select(row => Of(row, ServiceNowCell.Of(row, "number").Value));
    }

    /// <summary>A file has no marker: name, size, author and content tell.</summary>
    private async Task<IEnumerable<Carrier>> FilesAsync(MarkedWrite write, CancellationToken cancellation)
    {
        if (write.File is not { } file)
            return [];
        List<Carrier> found = [];
        foreach (var row in await reader.FilesAsync(write.Ticket, cancellation))
            if (client.IsHub(ServiceNowCell.Of(row, "sys_created_by").Value) && ServiceNowJournal.Id(row) != write.Item
                && ServiceNowMapping.Attachment(row, ServiceNowPeople.None) is { } held && held.Name == file.Name && held.Bytes == file.Bytes
                && held.Created >= write.Since - Skew && await HashAsync(row, file.Bytes, cancellation) == file.Sha256)
                found.Add(new Carrier(held.NativeId, held.Name, held.Created));
        return found;
    }

    private async Task<string> HashAsync(JsonElement row, long bytes, CancellationToken cancellation)
    {
        if (ServiceNowCell.Of(row, "hash").Value is { Length: 64 } told)
            return told.ToLowerInvariant();
        await using var content = await client.DownloadAsync(ServiceNowJournal.Id(row), bytes, cancellation);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
    }

    private bool IsRetired(JsonElement record, Retirement retirement) => options.Table == Incident
        ? ServiceNowCell.Of(record, ServiceNowSchema.State).Value == ServiceNowSchema.Closed
        : ServiceNowCell.Of(record, "parent").Value == retirement.Kept;

    private static Carrier Of(JsonElement row, string key) => new(
        ServiceNowJournal.Id(row), key, ServiceNowTime.Read(ServiceNowCell.Of(row, "sys_created_on").Value) ?? DateTimeOffset.MinValue);

    private static string FilePath(Retirement retirement) => $"api/now/attachment/{Uri.EscapeDataString(retirement.Duplicate)}";

    private static WriteResult Done(Retirement retirement) => new() { NativeId = retirement.Kept };
}
