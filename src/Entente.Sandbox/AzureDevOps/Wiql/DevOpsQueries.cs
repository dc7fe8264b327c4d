using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Wiql;

/// <summary>Queries. They answer ids alone, see every change at once, and are never filtered by the project of the path.</summary>
internal static class DevOpsQueries
{
    private const int MaxCharacters = 32_000;

    public static IEnumerable<DevOpsRoute> Routes() => [new("POST", "wit/wiql", Run)];

    private static SandboxResponse Run(DevOpsCall call)
    {
        var text = DevOpsJson.Text(call.Body, "query");
        if (string.IsNullOrWhiteSpace(text))
            throw DevOpsRefusal.BadQuery("VS402335: The query text is missing.");
        if (text.Length > MaxCharacters)
            throw DevOpsRefusal.BadQuery($"VS402338: The query is longer than {MaxCharacters} characters.");
        var query = WiqlParser.Parse(text);
        var compiler = new WiqlCompiler(call, call.Flag("timePrecision"));
        var columns = query.Columns.Select(compiler.FieldOf).ToList();
        var sorts = query.Sorts.Select(sort => (Field: compiler.FieldOf(sort.Field), sort.IsDescending)).ToList();
        var asOf = query.AsOf is { } at ? DevOpsJson.ReadInstant(at) ?? throw DevOpsRefusal.BadQuery($"TF51012: «{at}» is no date.") : call.Now;
        var found = Sorted(call, Found(call, query, (compiler, asOf)), sorts).Take(call.Number("$top", int.MaxValue)).ToList();
        var limit = call.Organization.Settings.QueryResultLimit;
        if (found.Count > limit)
            throw new DevOpsRefusal(400, "WorkItemTrackingQueryResultSizeLimitExceededException",
                $"VS402337: The number of work items returned exceeds the size limit of {limit}. Change your query to return fewer items.");
        return DevOpsJson.Answer(200, Result(call, (columns, sorts, asOf), found));
    }

    private static IEnumerable<(WorkItem Item, Revision Revision)> Found(
        DevOpsCall call, WiqlQuery query, (WiqlCompiler Compiler, DateTimeOffset AsOf) with)
    {
        var condition = query.Where is { } where ? with.Compiler.Compile(where) : (_, _) => true;
        return call.Organization.WorkItems.Values.Where(item => item.DeletedDate is null)
            .Select(item => (Item: item, Revision: query.AsOf is null ? item.Current : item.AsOf(with.AsOf)))
            .Where(pair => pair.Revision is not null && condition(pair.Item, pair.Revision))
            .Select(pair => (pair.Item, pair.Revision!));
    }

    private static IEnumerable<WorkItem> Sorted(
        DevOpsCall call, IEnumerable<(WorkItem Item, Revision Revision)> found, List<(WorkItemField Field, bool IsDescending)> sorts)
    {
        var ordered = found.OrderBy(_ => 0);
        foreach (var (field, isDescending) in sorts)
        {
            object? Key((WorkItem Item, Revision Revision) pair) => KeyOf(call, pair, field);
            ordered = isDescending ? ordered.ThenByDescending(Key, KeyOrder.Instance) : ordered.ThenBy(Key, KeyOrder.Instance);
        }

        return ordered.ThenBy(pair => pair.Item.Id).Select(pair => pair.Item);
    }

    private static object? KeyOf(DevOpsCall call, (WorkItem Item, Revision Revision) pair, WorkItemField field)
    {
        if (FieldReader.Read(call.Organization, pair.Item, pair.Revision, field.ReferenceName) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetDouble();
        var text = value.ToString();
        return field.Kind switch
        {
            FieldKind.DateTime => DevOpsJson.ReadInstant(text),
            FieldKind.Identity => call.View.PersonText(text),
            _ => text,
        };
    }

    private static JsonObject Result(
        DevOpsCall call,
        (List<WorkItemField> Columns, List<(WorkItemField Field, bool IsDescending)> Sorts, DateTimeOffset AsOf) of,
        List<WorkItem> found)
    {
        var body = new JsonObject
        {
            ["queryType"] = "flat",
            ["queryResultType"] = "workItem",
            ["asOf"] = DevOpsJson.Instant(of.AsOf),
            ["columns"] = new JsonArray([.. of.Columns.Select(field => (JsonNode)Reference(call.View, field))]),
        };
        if (of.Sorts.Count > 0)
        {
            body["sortColumns"] = new JsonArray([.. of.Sorts.Select(sort => (JsonNode)new JsonObject
            {
                ["field"] = Reference(call.View, sort.Field), ["descending"] = sort.IsDescending,
            })]);
        }

        body["workItems"] = new JsonArray([.. found.Select(item =>
            (JsonNode)new JsonObject { ["id"] = item.Id, ["url"] = $"{call.View.Root}/_apis/wit/workItems/{item.Id}" })]);
        return body;
    }

    private static JsonObject Reference(DevOpsView view, WorkItemField field) => new()
    {
        ["referenceName"] = field.ReferenceName,
        ["name"] = field.Name,
        ["url"] = view.Field(field.ReferenceName),
    };

    private sealed class KeyOrder : IComparer<object?>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string one, string other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase),
            _ => Comparer<object>.Default.Compare(x, y),
        };
    }
}
