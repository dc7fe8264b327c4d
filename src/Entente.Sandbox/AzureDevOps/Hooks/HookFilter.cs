using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Hooks;

/// <summary>Something that happened to a work item.</summary>
internal sealed record HookEvent(string Type, WorkItem Item)
{
    public WorkItemUpdate? Update { get; init; }

    public WorkItemComment? Comment { get; init; }
}

/// <summary>Whether a subscription wants an event.</summary>
internal static class HookFilter
{
    public static bool Passes(Organization organization, HookSubscription subscription, HookEvent raised) =>
        subscription.EventType == raised.Type
        && Fits(subscription.Publisher("projectId"), organization.ProjectOf(raised.Item).Id)
        && Fits(subscription.Publisher("workItemType"), raised.Item.TypeName)
        && IsUnder(raised.Item.Current.Text("System.AreaPath") ?? "", subscription.Publisher("areaPath"))
        && HasTag(raised.Item, subscription.Publisher("tag"))
        && Changes(organization, raised.Update, subscription)
        && Says(raised.Comment, subscription.Publisher("commentPattern"));

    private static bool Fits(string wanted, string actual) => wanted.Length == 0 || wanted.Equals(actual, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnder(string path, string area) =>
        area.Length == 0 || Fits(area, path) || path.StartsWith(area + "\\", StringComparison.OrdinalIgnoreCase);

    private static bool HasTag(WorkItem item, string tag) => tag.Length == 0
        || FieldWriter.SplitTags(item.Current.Text("System.Tags") ?? "").Contains(tag, StringComparer.OrdinalIgnoreCase);

    /// <summary>Both filters let an event pass that fits either, as the vendor's own form says.</summary>
    private static bool Changes(Organization organization, WorkItemUpdate? update, HookSubscription subscription)
    {
        var field = subscription.Publisher("changedFields");
        var wantsLinks = Fits(subscription.Publisher("linksChanged"), "true") && subscription.Publisher("linksChanged").Length > 0;
        if (update is null || (field.Length == 0 && !wantsLinks))
            return true;
        var name = organization.Fields.Find(field)?.ReferenceName ?? field;
        return (wantsLinks && update.HasRelations) || (field.Length > 0 && update.Fields?.ContainsKey(name) == true);
    }

    private static bool Says(WorkItemComment? comment, string pattern) =>
        comment is null || pattern.Length == 0 || comment.Current.Text.Contains(pattern, StringComparison.OrdinalIgnoreCase);
}
