using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>The changelog as the API shows it.</summary>
internal static class HistoryJson
{
    /// <summary>An issue carries only its latest entries; the rest is at the changelog's own address.</summary>
    private const int EmbeddedEntries = 100;

    /// <summary>Inside an issue: newest first.</summary>
    public static JsonObject Embedded(JiraView view, JiraIssue issue)
    {
        var latest = Enumerable.Reverse(issue.Histories).Take(EmbeddedEntries).Select(history => Show(view, history)).ToArray();
        return new()
        {
            ["startAt"] = 0,
            ["maxResults"] = latest.Length,
            ["total"] = issue.Histories.Count,
            ["histories"] = new JsonArray(latest),
        };
    }

    public static JsonObject Show(JiraView view, JiraHistory history) => new()
    {
        ["id"] = history.Id.ToString(),
        ["author"] = view.Person(history.AuthorId),
        ["created"] = view.Time(history.Created),
        ["items"] = Items(history.Items),
    };

    public static JsonArray Items(IEnumerable<HistoryItem> items) => new([.. items.Select(Item)]);

    private static JsonObject Item(HistoryItem item)
    {
        var shown = new JsonObject { ["field"] = item.Field, ["fieldtype"] = item.FieldType };
        if (item.FieldId is not null)
            shown["fieldId"] = item.FieldId;
        shown["from"] = item.From;
        shown["fromString"] = item.FromText;
        shown["to"] = item.To;
        shown["toString"] = item.ToText;
        return shown;
    }
}
