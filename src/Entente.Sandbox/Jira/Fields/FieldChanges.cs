using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>What the changelog says about the way from one state to the next.</summary>
internal static class FieldChanges
{
    /// <summary>Fields that follow from others and leave no line of their own.</summary>
    private static readonly string[] Silent = ["resolutiondate", "statuscategorychangedate"];

    public static IReadOnlyList<HistoryItem> Between(JiraWorld world, IssueState before, IssueState after)
    {
        var items = new List<HistoryItem>();
        foreach (var id in before.Values.Keys.Union(after.Values.Keys).Except(Silent).ToImmutableSortedSet(StringComparer.Ordinal))
        {
            if (world.Fields.Find(id) is not { } field || Same(before[id], after[id]))
                continue;
            var (from, fromText) = Told(world, field, before[id]);
            var (to, toText) = Told(world, field, after[id]);
            var isCustom = field.CustomId is not null;
            items.Add(new(isCustom ? field.Name : id, isCustom ? "custom" : "jira", id, from, fromText, to, toText));
        }

        return items;
    }

    private static bool Same(JsonElement? before, JsonElement? after) =>
        before is null || after is null ? before is null && after is null : JsonElement.DeepEquals(before.Value, after.Value);

    /// <summary>The id and the readable text of a value; texts have no id, labels are told as one text.</summary>
    private static (string? Id, string? Text) Told(JiraWorld world, JiraField field, JsonElement? stored)
    {
        if (stored is not { } value)
            return (null, field.Shape == FieldShape.Labels ? "" : null);
        var id = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return field.Shape switch
        {
            FieldShape.RichText => (null, AdfWiki.Render(value)),
            FieldShape.Text => (null, id),
            FieldShape.Labels => (null, string.Join(' ', value.EnumerateArray().Select(label => label.GetString()))),
            FieldShape.Person => (id, world.Users.GetValueOrDefault(id ?? "")?.DisplayName),
            FieldShape.Priority => (id, world.Priorities.Named(id, null)?.Name),
            FieldShape.Resolution => (id, world.Resolutions.Named(id, null)?.Name),
            FieldShape.IssueType => (id, world.IssueTypes.Named(id, null)?.Name),
            FieldShape.Status => (id, world.Statuses.Named(id, null)?.Name),
            FieldShape.Option => (id, OptionText(field, id)),
            FieldShape.Options => Options(field, value),
            FieldShape.Parent => (id, long.TryParse(id, out var number) ? world.Issues.GetValueOrDefault(number)?.Key : null),
            FieldShape.Date or FieldShape.Instant => (id, id),
            FieldShape.Number or FieldShape.Raw or FieldShape.Project or FieldShape.Computed => (null, value.ToString()),
        };
    }

    private static (string Id, string Text) Options(JiraField field, JsonElement value)
    {
        var ids = value.EnumerateArray().Select(id => id.GetString()!).ToList();
        return ($"[{string.Join(", ", ids)}]", string.Join(",", ids.Select(id => OptionText(field, id))));
    }

    private static string? OptionText(JiraField field, string? id) => field.Options.Find(option => option.Id == id)?.Value;
}
