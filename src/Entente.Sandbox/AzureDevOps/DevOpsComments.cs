using System.Globalization;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.RichText;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Comments with their versions. The path has to name the project. Each new one is a revision of the work item too.</summary>
internal static class DevOpsComments
{
    private const string List = "wit/workitems/{}/comments";
    private const string One = List + "/{}";

    public static IEnumerable<DevOpsRoute> Routes(DevOpsSite site) =>
    [
        new("GET", List, ShowList) { IsPreview = true },
        new("POST", List, call => Add(site, call)) { IsPreview = true },
        new("GET", One, call => DevOpsJson.Answer(200, Show(call, Find(call)))) { IsPreview = true },
        new("PATCH", One, call => Edit(site, call)) { IsPreview = true },
        new("DELETE", One, call => Delete(site, call)) { IsPreview = true },
        new("GET", One + "/versions", Versions) { IsPreview = true },
        new("GET", One + "/versions/{}", Version) { IsPreview = true },
    ];

    private static WorkItem Item(DevOpsCall call)
    {
        _ = call.NeededProject;
        return call.WorkItem;
    }

    private static WorkItemComment Find(DevOpsCall call, bool evenDeleted = false) =>
        Item(call).Comments.Find(comment => comment.Id.ToString() == call.Segments[1]
            && (evenDeleted || call.Flag("includeDeleted") || !comment.Current.IsDeleted))
        ?? throw new DevOpsRefusal(404, "CommentNotFoundException",
            $"VS403667: Comment {call.Segments[1]} does not exist on work item {call.Segments[0]}.");

    /// <summary>Newest first, unless asked otherwise; the token is where the next page begins.</summary>
    private static SandboxResponse ShowList(DevOpsCall call)
    {
        var item = Item(call);
        var ids = call.List("ids");
        var all = item.Comments.Where(comment => call.Flag("includeDeleted") || !comment.Current.IsDeleted)
            .Where(comment => ids.Count == 0 || ids.Contains(comment.Id.ToString())).ToList();
        if (!"asc".Equals(call.Query("order"), StringComparison.OrdinalIgnoreCase))
            all.Reverse();
        var token = call.Query("continuationToken") ?? "0";
        if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            throw DevOpsRefusal.BadArgument($"The continuation token '{token}' is not valid.");
        var page = all.Skip(start).Take(call.Number("$top", 200, 200)).ToList();
        var body = new JsonObject
        {
            ["totalCount"] = all.Count,
            ["count"] = page.Count,
            ["comments"] = new JsonArray([.. page.Select(comment => (JsonNode)Show(call, comment))]),
        };
        if (start + page.Count < all.Count && page.Count > 0)
        {
            body["nextPage"] = $"{call.View.Of(item)}/comments?continuationToken={start + page.Count}";
            body["continuationToken"] = (start + page.Count).ToString(CultureInfo.InvariantCulture);
        }

        return DevOpsJson.Answer(200, body);
    }

    private static SandboxResponse Add(DevOpsSite site, DevOpsCall call)
    {
        var (item, text) = (Item(call), TextOf(call));
        if (item.Comments.Count >= call.Organization.Settings.CommentsPerItem)
            throw new DevOpsRefusal(400, "WorkItemCommentsLimitExceededException",
                $"VS403668: A work item can have {call.Organization.Settings.CommentsPerItem} comments at most.");
        var draft = new WorkItemDraft(call.Organization, item.Current)
        {
            Comment = text,
            CommentIsMarkdown = "markdown".Equals(call.Query("format"), StringComparison.OrdinalIgnoreCase),
        };
        site.Ledger.Save(call.Act, item, draft);
        return DevOpsJson.Answer(200, Show(call, item.Comments[^1]));
    }

    private static SandboxResponse Edit(DevOpsSite site, DevOpsCall call)
    {
        var (comment, text) = (Find(call), TextOf(call));
        var stored = comment.IsMarkdown ? text : HtmlCleaner.Clean(text);
        site.Ledger.Comment(call.Act, call.WorkItem, comment, Next(call, comment) with { Text = stored });
        return DevOpsJson.Answer(200, Show(call, comment));
    }

    private static SandboxResponse Delete(DevOpsSite site, DevOpsCall call)
    {
        var comment = Find(call);
        site.Ledger.Comment(call.Act, call.WorkItem, comment, Next(call, comment) with { IsDeleted = true });
        return DevOpsJson.Empty(204);
    }

    private static CommentVersion Next(DevOpsCall call, WorkItemComment comment) =>
        comment.Current with { Version = comment.Current.Version + 1, AuthorId = call.Caller.Id, At = call.Now };

    private static string TextOf(DevOpsCall call) => DevOpsJson.Text(call.Body, "text") is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw DevOpsRefusal.BadArgument("The text of a comment cannot be empty.");

    private static SandboxResponse Versions(DevOpsCall call)
    {
        var comment = Find(call, evenDeleted: true);
        return DevOpsJson.Answer(200, DevOpsJson.List(Enumerable.Reverse(comment.Versions).Select(version => ShowVersion(call, comment, version))));
    }

    private static SandboxResponse Version(DevOpsCall call)
    {
        var comment = Find(call, evenDeleted: true);
        return comment.Versions.Find(version => version.Version.ToString() == call.Segments[2]) is { } found
            ? DevOpsJson.Answer(200, ShowVersion(call, comment, found))
            : throw new DevOpsRefusal(404, "CommentNotFoundException", $"VS403667: Version {call.Segments[2]} of the comment does not exist.");
    }

    /// <summary>A version is a comment but for what all versions share.</summary>
    private static JsonObject ShowVersion(DevOpsCall call, WorkItemComment comment, CommentVersion version)
    {
        var body = Show(call, comment, version);
        foreach (var shared in new[] { "mentions", "workItemId", "format" })
            body.Remove(shared);
        body["url"] = $"{call.View.Of(call.WorkItem)}/comments/{comment.Id}/versions/{version.Version}";
        return body;
    }

    private static JsonObject Show(DevOpsCall call, WorkItemComment comment) => Show(call, comment, comment.Current);

    private static JsonObject Show(DevOpsCall call, WorkItemComment comment, CommentVersion version)
    {
        var item = call.WorkItem;
        var body = new JsonObject
        {
            ["mentions"] = new JsonArray(),
            ["workItemId"] = item.Id,
            ["id"] = comment.Id,
            ["version"] = version.Version,
            ["text"] = version.Text,
            ["createdBy"] = call.View.Person(comment.First.AuthorId),
            ["createdDate"] = DevOpsJson.Instant(comment.First.At),
            ["modifiedBy"] = call.View.Person(version.AuthorId),
            ["modifiedDate"] = DevOpsJson.Instant(version.At),
            ["format"] = comment.IsMarkdown ? "markdown" : "html",
            ["url"] = $"{call.View.Of(item)}/comments/{comment.Id}",
        };
        if (version.IsDeleted)
            body["isDeleted"] = true;
        if (call.Query("$expand")?.ToLowerInvariant() is "renderedtext" or "renderedtextonly" or "all" or "8" or "16" or "-17")
            body["renderedText"] = comment.IsMarkdown ? MarkdownHtml.Render(version.Text) : version.Text;
        return body;
    }
}
