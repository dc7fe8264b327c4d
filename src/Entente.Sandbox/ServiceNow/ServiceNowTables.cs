using System.Text.Json.Nodes;

using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.Query;
using Entente.Sandbox.ServiceNow.Rules;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>The Table API: every table in the same way.</summary>
internal sealed class ServiceNowTables(RecordSave save)
{
    private const int DefaultLimit = 10_000;

    private const string OwnParameters = "sysparm_";

    public static IEnumerable<ServiceNowRoute> Routes(RecordSave save)
    {
        var tables = new ServiceNowTables(save);
        return
        [
            new("GET", "table/{}", List),
            new("POST", "table/{}", tables.Create),
            new("GET", "table/{}/{}", Read),
            new("PUT", "table/{}/{}", tables.Update),
            new("PATCH", "table/{}/{}", tables.Update),
            new("DELETE", "table/{}/{}", tables.Delete),
        ];
    }

    /// <summary>The record that the path names, where the caller sees it.</summary>
    public static ServiceNowRecord Find(ServiceNowCall call, string tableName, string id) =>
        call.Instance.Find(tableName, id) is { } found && call.Reader.Sees(found) ? found : throw ServiceNowRefusal.NoRecord();

    /// <summary>The query of a list: <c>sysparm_query</c> and every parameter that is none of the API's own.</summary>
    public static IReadOnlyList<ServiceNowRecord> Search(ServiceNowCall call, ServiceNowTable table)
    {
        var query = new EncodedQuery(call.Instance, table, new QueryMoment(call.Now, call.Reader.Zone, call.User!));
        query.Read(call.Query["sysparm_query"] ?? "");
        foreach (var (name, value) in call.Query.All.Where(one => !one.Key.StartsWith(OwnParameters, StringComparison.Ordinal)))
            query.Require(name, value);
        return query.Run();
    }

    /// <summary>
    /// One page. The page is cut before rights are looked at, so that rows which the caller may not see leave it short; the count in the header
    /// has them too.
    /// </summary>
    public static SandboxResponse Page(
        ServiceNowCall call, IReadOnlyList<ServiceNowRecord> found, int defaultLimit, Func<ServiceNowRecord, JsonNode> show)
    {
        var limit = call.Query.Count("sysparm_limit", defaultLimit);
        var offset = call.Query.Count("sysparm_offset", 0);
        var reader = call.Reader;
        var page = found.Skip(offset).Take(limit).Where(reader.Sees).Select(show).ToList();
        // The first version calls an empty list an error.
        if (page.Count == 0 && call.Version == 1)
            throw ServiceNowRefusal.NoRecord();
        var headers = new List<KeyValuePair<string, string>>();
        if (!call.Query.IsTrue("sysparm_no_count"))
            headers.Add(new("X-Total-Count", $"{found.Count}"));
        if (!call.Query.IsTrue("sysparm_suppress_pagination_header"))
            headers.Add(new("Link", Links(call, limit, offset, found.Count)));
        return ServiceNowJson.Result(200, new JsonArray([.. page]), [.. headers]);
    }

    private static SandboxResponse List(ServiceNowCall call)
    {
        var table = call.Table;
        var json = new RecordJson(call, table);
        return Page(call, Search(call, table), DefaultLimit, json.Show);
    }

    private static string Links(ServiceNowCall call, int limit, int offset, int total)
    {
        var size = Math.Max(1, limit);
        var last = total == 0 ? 0 : (total - 1) / size * size;
        var places = new List<(string Name, int Offset)> { ("first", 0) };
        if (offset > 0)
            places.Add(("prev", Math.Max(0, offset - size)));
        if ((long)offset + size < total)
            places.Add(("next", offset + size));
        places.Add(("last", last));
        return string.Join(',', places.Select(place => $"<{Address(place.Offset)}>;rel=\"{place.Name}\""));

        string Address(int at) => $"{call.Root}{call.Request.Path}?{call.Query.With(("sysparm_limit", $"{limit}"), ("sysparm_offset", $"{at}"))}";
    }

    private static SandboxResponse Read(ServiceNowCall call)
    {
        var table = call.Table;
        return ServiceNowJson.Result(200, new RecordJson(call, table).Show(Find(call, table.Name, call.Segments[1])));
    }

    private SandboxResponse Create(ServiceNowCall call)
    {
        var table = call.Table;
        call.RequireJson();
        var body = ServiceNowJson.Record(call.Request.Body);
        // Those without a role raise incidents of their own; other tables are the administrators'.
        if (!call.Act.IsAdmin && !(table.IsA("task") && (call.Act.IsAgent || table.Name == "incident")))
            throw ServiceNowRefusal.NoRight("Insert");
        var id = body.TryGetProperty("sys_id", out var chosen) && call.Instance.Settings.AcceptsClientSysId ? ServiceNowJson.Text(chosen) : "";
        var isId = id.Length == 32 && id.All(char.IsAsciiHexDigit);
        if (isId && call.Instance.Find(table.Name, id) is not null)
            throw ServiceNowRefusal.Duplicate(id, "PRIMARY");
        var input = Input(call, call.Instance.Draft(table, isId ? id.ToLowerInvariant() : null));
        input.Take(body);
        var json = new RecordJson(call, table);
        var made = save.Insert(call.Act, input);
        return ServiceNowJson.Result(201, json.Show(made), new KeyValuePair<string, string>("Location", json.Address(made)));
    }

    /// <summary>PUT does what PATCH does: what is not named stays.</summary>
    private SandboxResponse Update(ServiceNowCall call)
    {
        var table = call.Table;
        call.RequireJson();
        var record = Find(call, table.Name, call.Segments[1]);
        var body = ServiceNowJson.Record(call.Request.Body);
        var input = Input(call, record.Draft());
        input.Take(body);
        // Callers add to their own incidents; fields are the agents'.
        var isOwnComment = input.Journals.TrueForAll(journal => journal.Element == "comments");
        if (!call.Act.IsAdmin && !(table.IsA("task") && (call.Act.IsAgent || isOwnComment)))
            throw ServiceNowRefusal.NoRight("Update");
        if (!call.Act.IsAgent)
            input.KeepFields(record);
        save.Update(call.Act, record, input);
        return ServiceNowJson.Result(200, new RecordJson(call, table).Show(record));
    }

    private SandboxResponse Delete(ServiceNowCall call)
    {
        var record = Find(call, call.Table.Name, call.Segments[1]);
        if (!call.Act.IsAdmin)
            throw ServiceNowRefusal.NoRight("Delete");
        save.Delete(call.Act, record);
        return new SandboxResponse(204, [], []);
    }

    private static FieldInput Input(ServiceNowCall call, ServiceNowRecord draft) =>
        new(call.Act, draft, call.Query.IsTrue("sysparm_input_display_value"));
}
