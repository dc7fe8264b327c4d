using System.Net;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Hooks;

/// <summary>
/// Bodies of service hooks, as recorded. Beware of ids: the resource of an update has the update's number as <c>id</c> and the work item
/// as <c>workItemId</c>; every other resource is the work item itself.
/// </summary>
internal static class HookBodies
{
    private const string CollectionId = "2245531e-4735-4f13-81d1-a4a33d5532a1";

    private static readonly SortedDictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["workitem.created"] = "created",
        ["workitem.commented"] = "commented on",
        ["workitem.deleted"] = "deleted",
        ["workitem.restored"] = "restored",
        ["workitem.updated"] = "updated",
    };

    public static JsonObject Envelope(DevOpsAct act, HookEvent raised, JsonObject resource, HookSubscription subscription)
    {
        var body = new JsonObject
        {
            ["subscriptionId"] = subscription.Id,
            ["notificationId"] = 0,
            ["id"] = "",
            ["eventType"] = raised.Type,
            ["publisherId"] = "tfs",
            ["message"] = Texts(act, raised, subscription.Consumer("messagesToSend"), ""),
            ["detailedMessage"] = Texts(act, raised, subscription.Consumer("detailedMessagesToSend"), Detail(raised)),
            ["resource"] = Cut(resource, subscription.Consumer("resourceDetailsToSend")),
            ["resourceVersion"] = subscription.ResourceVersion,
            ["resourceContainers"] = Containers(act.View, raised.Item),
            ["createdDate"] = act.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        };
        return body;
    }

    public static JsonObject Item(DevOpsView view, WorkItem item)
    {
        var body = Plain(view, item);
        if (item.Current.CommentId is { } commentId && item.Comments.Find(comment => comment.Id == commentId) is { } comment)
            body["commentVersionRef"] = WorkItemJson.CommentReference(view, item, comment);
        body["_links"] = WorkItemJson.Links(view, item);
        body["url"] = view.Of(item);
        return body;
    }

    public static JsonObject Deleted(DevOpsView view, WorkItem item)
    {
        var body = Plain(view, item);
        body["url"] = $"{view.Of(view.Organization.ProjectOf(item))}/_apis/wit/recyclebin/{item.Id}";
        return body;
    }

    public static JsonObject Update(DevOpsView view, WorkItem item, WorkItemUpdate update)
    {
        var body = HistoryJson.Show(view, item, update, flat: true);
        body["revision"] = HistoryJson.Show(view, item, item.Current, flat: true, WorkItemShape.Written);
        return body;
    }

    private static JsonObject Plain(DevOpsView view, WorkItem item) => new()
    {
        ["id"] = item.Id,
        ["rev"] = item.Current.Rev,
        ["fields"] = WorkItemJson.Flat(view, item, item.Current),
    };

    private static JsonNode? Cut(JsonObject resource, string details) => details.ToLowerInvariant() switch
    {
        "none" => null,
        "minimal" => new JsonObject { ["id"] = resource["id"]?.DeepClone(), ["url"] = resource["url"]?.DeepClone() },
        _ => resource,
    };

    private static JsonObject? Texts(DevOpsAct act, HookEvent raised, string wanted, string detail)
    {
        if (wanted.Equals("none", StringComparison.OrdinalIgnoreCase))
            return null;
        var (item, page) = (raised.Item, act.View.Page(raised.Item));
        var name = $"{item.TypeName} #{item.Id}";
        var done = $"({item.Title}) {Verb(raised)} by {act.Actor.DisplayName}";
        var all = new JsonObject
        {
            ["text"] = $"{name} {done}\r\n({page}){(detail.Length > 0 ? $"\r\n\r\n{detail}\r\n" : "")}",
            ["html"] = $"<a href=\"{WebUtility.HtmlEncode(page)}\">{name}</a> {WebUtility.HtmlEncode(done)}"
                + (detail.Length > 0 ? $"<br/>{WebUtility.HtmlEncode(detail)}" : ""),
            ["markdown"] = $"[{name}]({page}) {done}{(detail.Length > 0 ? $"\r\n\r\n{detail}\r\n" : "")}",
        };
        if (wanted.Length == 0 || wanted.Equals("all", StringComparison.OrdinalIgnoreCase))
            return all;
        foreach (var form in new[] { "text", "html", "markdown" })
        {
            if (!wanted.Equals(form, StringComparison.OrdinalIgnoreCase))
                all.Remove(form);
        }

        return all;
    }

    private static string Verb(HookEvent raised) => raised.Update?.Fields?.ContainsKey("System.State") == true
        ? $"transitioned to {raised.Item.State}"
        : Verbs[raised.Type];

    private static string Detail(HookEvent raised) => raised.Comment is { } comment ? comment.Current.Text
        : raised.Update?.Fields?.ContainsKey("System.State") == true ? $"- New State: {raised.Item.State}"
        : "";

    private static JsonObject Containers(DevOpsView view, WorkItem item)
    {
        var organization = view.Organization;
        return new()
        {
            ["collection"] = Container(view, CollectionId),
            ["account"] = Container(view, organization.Id),
            ["project"] = Container(view, organization.ProjectOf(item).Id),
        };
    }

    private static JsonObject Container(DevOpsView view, string id) => new() { ["id"] = id, ["baseUrl"] = view.Root + "/" };
}
