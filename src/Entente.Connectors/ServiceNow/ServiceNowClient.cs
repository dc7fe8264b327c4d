using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>HTTP to one ServiceNow instance: basic authentication, pages, failures told apart. Nothing else.</summary>
internal sealed class ServiceNowClient(ConnectionSettings settings, ConnectorServices services)
{
    public const int PageSize = 100;

    private readonly ConnectorHttp http = new(settings, services, Basic(settings));

    public DateTimeOffset Now => http.Now;

    /// <summary>The user name under which the hub works; records name their authors by it.</summary>
    public string User => settings.User;

    public bool IsHub(string? userName) => string.Equals(userName, settings.User, StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a prepared call, once.</summary>
    public async Task<HttpAnswer> SendAsync(PreparedCall call, CancellationToken cancellation) =>
        Checked(await http.SendAsync(call, call.Method == "GET" ? CallEffect.None : CallEffect.Ticket, cancellation));

    /// <summary>Reads an answer whole, for its headers.</summary>
    public async Task<HttpAnswer> GetAsync(string path, CancellationToken cancellation) => Checked(await http.GetAsync(path, cancellation));

    /// <summary>One record, in both forms of its values.</summary>
    public async Task<JsonElement> RecordAsync(string table, string sysId, CancellationToken cancellation) =>
        Result(await GetAsync(ServiceNowQuery.Record(table, sysId), cancellation), sysId);

    /// <summary>One page of a list.</summary>
    /// <param name="path">The list with its query, without limit and offset.</param>
    public async Task<ServiceNowPage> PageAsync(string path, long offset, int limit, CancellationToken cancellation)
    {
        var answer = await http.GetAsync($"{path}&sysparm_limit={limit}{(offset > 0 ? $"&sysparm_offset={offset}" : "")}", cancellation);
        // The first version of the interface answers an empty list like this, and instances may route to it.
        return answer.Status == 404 && ServiceNowFailures.IsNoRecord(answer)
            ? new ServiceNowPage([], false, 0)
            : ServiceNowPage.Read(Checked(answer), offset, limit);
    }

    /// <summary>All rows of a list whose order cannot change while it is read: rows are only added at its end.</summary>
    public async Task<List<JsonElement>> RowsAsync(string path, CancellationToken cancellation)
    {
        List<JsonElement> rows = [];
        for (long offset = 0; ; offset += PageSize)
        {
            var page = await PageAsync(path, offset, PageSize, cancellation);
            rows.AddRange(page.Rows);
            if (!page.IsMore)
                return rows;
        }
    }

    /// <summary>An attachment's bytes.</summary>
    public Task<Stream> DownloadAsync(string attachmentId, long limitBytes, CancellationToken cancellation)
    {
        var root = new Uri(settings.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        return http.DownloadAsync(new Uri(root, $"api/now/attachment/{Uri.EscapeDataString(attachmentId)}/file"), limitBytes, cancellation);
    }

    /// <summary>The record of an answer, which must be the one that was asked for.</summary>
    public static JsonElement Result(HttpAnswer answer, string? sysId)
    {
        var record = answer.Json().Member("result") is { ValueKind: JsonValueKind.Object } one
            ? one
            : throw TransportFailures.Unreadable(answer.Effect, "it has no record");
        var found = ServiceNowCell.Of(record, "sys_id").Value;
        if (found.Length == 0)
            throw TransportFailures.Unreadable(answer.Effect, "its record has no sys_id");
        if (sysId is not null && found != sysId)
        {
            // A proxy mixed answers up (RELIABILITY T07).
            throw new ConnectorException(
                answer.Effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent,
                "servicenow.wrong-record",
                $"ServiceNow answered with another record than {sysId}.");
        }

        return record;
    }

    /// <summary>A call with a JSON body.</summary>
    public static PreparedCall Json(string method, string path, JsonObject body, string? hint = null) => new(
        method,
        path,
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" },
        Encoding.UTF8.GetBytes(body.ToJsonString()),
        Hint: hint);

    private HttpAnswer Checked(HttpAnswer answer) =>
        answer.IsSuccess && !ServiceNowFailures.IsAsleep(answer) ? answer : throw ServiceNowFailures.From(answer, Now);

    private static AuthenticationHeaderValue Basic(ConnectionSettings settings) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{settings.Token}")));
}
