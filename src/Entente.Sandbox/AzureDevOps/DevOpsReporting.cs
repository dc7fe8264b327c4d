using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// The feed of revisions, in the order of their watermarks; the token is the last watermark that was given. Work item links and edits of
/// comments make no revision and are not in it.
/// </summary>
internal static class DevOpsReporting
{
    private const int MaxPage = 1000;

    public static IEnumerable<DevOpsRoute> Routes() =>
    [
        new("GET", "wit/reporting/workitemrevisions", call => Answer(call, call.List("types"), call.List("fields"))),
        new("POST", "wit/reporting/workitemrevisions", call => Answer(call, Texts(call.Body, "types"), Texts(call.Body, "fields"))),
    ];

    private static SandboxResponse Answer(DevOpsCall call, IReadOnlyList<string> types, IReadOnlyList<string> fields)
    {
        var body = call.Request.Method == "POST" ? call.Body : default;
        var only = fields.Select(field => call.Organization.Fields.Find(field)?.ReferenceName ?? throw DevOpsRefusal.NoField(field));
        var wish = new Wish(types, [.. only])
        {
            After = Token(call),
            Start = call.Instant("startDateTime"),
            HasLongTexts = call.Query("$expand")?.ToLowerInvariant() is "fields" or "1",
            HasIdentities = Flag(call, body, "includeIdentityRef"),
            HasDeleted = Flag(call, body, "includeDeleted"),
            LatestOnly = Flag(call, body, "includeLatestOnly"),
            CommentsOnly = Flag(call, body, "includeDiscussionChangesOnly"),
        };
        return DevOpsJson.Answer(200, Batch(call, wish));
    }

    private static JsonObject Batch(DevOpsCall call, Wish wish)
    {
        var size = Math.Max(1, call.Number("$maxPageSize", MaxPage, MaxPage));
        var all = Chosen(call, wish).OrderBy(pair => pair.Revision.Watermark).Take(size + 1).ToList();
        var page = all.Take(size).ToList();
        var last = page.Count > 0 ? page[^1].Revision.Watermark : Math.Max(wish.After, call.Organization.Watermark);
        var token = last.ToString(CultureInfo.InvariantCulture);
        var root = call.Project is { } project ? call.View.Of(project) : call.View.Root;
        return new()
        {
            ["values"] = new JsonArray([.. page.Select(pair => (JsonNode)Show(call.View, pair.Item, pair.Revision, wish))]),
            ["nextLink"] = $"{root}/_apis/wit/reporting/workItemRevisions?continuationToken={token}&api-version=7.1",
            ["continuationToken"] = token,
            ["isLastBatch"] = all.Count <= size,
        };
    }

    /// <summary>A start takes in the revision that was current then, though it is older: it counts when a revision ended.</summary>
    private static IEnumerable<(WorkItem Item, Revision Revision)> Chosen(DevOpsCall call, Wish wish) =>
        from item in call.Organization.WorkItems.Values
        where wish.HasDeleted || item.DeletedDate is null
        where call.Project is null || call.Organization.ProjectOf(item) == call.Project
        where wish.Types.Count == 0 || wish.Types.Contains(item.TypeName, StringComparer.OrdinalIgnoreCase)
        from revision in item.Revisions
        where revision.Watermark > wish.After
        where !wish.LatestOnly || revision == item.Current
        where !wish.CommentsOnly || revision.CommentId is not null
        where wish.Start is not { } start || item.RevisedDate(revision) is not { } ended || ended >= start
        select (item, revision);

    private static JsonObject Show(DevOpsView view, WorkItem item, Revision revision, Wish wish)
    {
        var fields = new JsonObject();
        foreach (var (field, value) in FieldReader.All(view.Organization, item, revision, expanded: true))
        {
            var isWanted = wish.Fields.Count > 0 ? wish.Fields.Contains(field.ReferenceName) : IsUsual(field, item);
            if (isWanted && (!field.IsLongText || wish.HasLongTexts || field.ReferenceName == "System.Tags"))
                fields[field.ReferenceName] =
                    wish.HasIdentities ? WorkItemJson.Value(view, field, value) : WorkItemJson.FlatValue(view, field, value);
        }

        var body = new JsonObject { ["id"] = item.Id, ["rev"] = revision.Rev, ["fields"] = fields };
        if (item.DeletedDate is not null)
            body["isDeleted"] = true;
        return body;
    }

    private static bool IsUsual(WorkItemField field, WorkItem item) => !field.IsShownExpanded
        || field.ReferenceName is "System.Id" or "System.Rev" or "System.RevisedDate" or "System.Watermark"
        || (field.ReferenceName == "System.IsDeleted" && item.DeletedDate is not null);

    private static long Token(DevOpsCall call)
    {
        var text = call.Query("continuationToken") ?? call.Query("watermark") ?? "0";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var token)
            ? token
            : throw DevOpsRefusal.BadArgument($"VS402339: The continuation token '{text}' is not valid.");
    }

    private static bool Flag(DevOpsCall call, JsonElement body, string name) => call.Flag(name)
        || (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True);

    private static List<string> Texts(JsonElement body, string member) =>
        body.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)]
        : [];

    private sealed record Wish(IReadOnlyList<string> Types, IReadOnlyList<string> Fields)
    {
        public long After { get; init; }

        public DateTimeOffset? Start { get; init; }

        public bool HasLongTexts { get; init; }

        public bool HasIdentities { get; init; }

        public bool HasDeleted { get; init; }

        public bool LatestOnly { get; init; }

        public bool CommentsOnly { get; init; }
    }
}
