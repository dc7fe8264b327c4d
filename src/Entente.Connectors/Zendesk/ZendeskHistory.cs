using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Audits to history. Pure. What a trigger changes stands in the audit of the write that set it off, under that write's author and marker; it becomes
/// a step of its own, without them: it is the tracker's change, not ours (RELIABILITY T16).
/// </summary>
internal static class ZendeskHistory
{
    // Events of these types change no comment and no attachment; an unknown type might.
    private static readonly string[] FieldEvents =
    [
        "Create", "Change", "Notification", "NotificationWithCcs", "Cc", "EmailCcChange", "FollowerChange", "FollowerNotification",
        "External", "OrganizationActivity",
    ];

    /// <summary>Oldest first: by time, then by id, which rises within a ticket.</summary>
    public static IReadOnlyList<JsonElement> InOrder(IEnumerable<JsonElement> audits) =>
    [
        .. audits.OrderBy(audit => audit.Time("created_at"))
            .ThenBy(audit => audit.Id("id")?.Length).ThenBy(audit => audit.Id("id"), StringComparer.Ordinal),
    ];

    public static bool TouchesComments(JsonElement audit) =>
        audit.Items("events").Any(change => !FieldEvents.Contains(change.Text("type") ?? "", StringComparer.Ordinal));

    /// <summary>Markers of comments, by comment id.</summary>
    public static IEnumerable<KeyValuePair<string, string>> CommentMarkers(JsonElement audit) =>
        ZendeskComments.MarkerOf(audit) is { } marker
            ? audit.Items("events").Where(IsComment).Select(change => change.Id("id")).OfType<string>().Select(id => KeyValuePair.Create(id, marker))
            : [];

    public static bool IsComment(JsonElement change) => change.Text("type") is "Comment" or "VoiceComment";

    /// <summary>Steps, oldest first.</summary>
    /// <param name="audits">Audits since the last read, oldest first.</param>
    /// <param name="fields">
    /// The ticket's fields after all of them: custom fields are told as one map too, which is rebuilt backwards from here.
    /// </param>
    public static IReadOnlyList<HistoryStep> Steps(
        IReadOnlyList<JsonElement> audits, IReadOnlyDictionary<string, CelValue> fields, ZendeskPeople people)
    {
        var custom = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        if (fields.TryGetValue(ZendeskFields.Custom, out var map) && map.Kind == CelKind.Map)
            foreach (var (id, value) in map.AsMap())
                custom[id.AsString()] = value;

        var steps = new List<HistoryStep>();
        foreach (var audit in audits.Reverse())
        {
            var byRule = audit.Items("events").ToLookup(IsByRule);
            steps.Add(Step(audit, FieldSteps(byRule[true], custom, people), isByRule: true, people));
            steps.Add(Step(audit, FieldSteps(byRule[false], custom, people), isByRule: false, people));
        }

        steps.Reverse();
        return [.. steps.Where(step => step.Fields.Count > 0)];
    }

    private static HistoryStep Step(JsonElement audit, IReadOnlyList<FieldStep> fields, bool isByRule, ZendeskPeople people)
    {
        var id = audit.Id("id") ?? "";
        var at = audit.Time("created_at") ?? DateTimeOffset.UnixEpoch;
        return isByRule
            ? new HistoryStep(string.Create(CultureInfo.InvariantCulture, $"{id}:rule"), at, people.Person(null), fields)
            : new HistoryStep(id, at, people.Person(audit.Id("author_id")), fields, ZendeskComments.MarkerOf(audit));
    }

    private static List<FieldStep> FieldSteps(
        IEnumerable<JsonElement> changes, SortedDictionary<string, CelValue> custom, ZendeskPeople people)
    {
        var steps = new List<FieldStep>();
        var after = CelValue.Map(custom);
        foreach (var change in changes.Where(change => change.Text("type") == "Change").Reverse())
        {
            var name = change.Text("field_name") ?? "";
            if (ZendeskFields.Changed(name, change.Member("previous_value"), people) is not { } before
                || ZendeskFields.Changed(name, change.Member("value"), people) is not { } now)
            {
                continue;
            }

            steps.Add(new FieldStep(before.Name, before.Value, now.Value));
            if (before.Name.StartsWith(ZendeskFields.CustomPrefix, StringComparison.Ordinal))
                custom[name] = before.Value;
        }

        if (steps.Any(step => step.Field.StartsWith(ZendeskFields.CustomPrefix, StringComparison.Ordinal)))
            steps.Add(new FieldStep(ZendeskFields.Custom, CelValue.Map(custom), after));
        steps.Reverse();
        return steps;
    }

    private static bool IsByRule(JsonElement change) => change.Member("via")?.Text("channel") == "rule";
}
