using System.Text.Json;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Recorded;

/// <summary>Compares a recorded ticket with its twin, field by field, as both trackers show them now.</summary>
internal static class FieldComparison
{
    private static readonly SortedDictionary<string, string> ToJira = new(StringComparer.Ordinal)
    {
        ["urgent"] = "Highest",
        ["high"] = "High",
        ["normal"] = "Medium",
        ["low"] = "Low",
        [""] = "Medium",
    };

    private static readonly SortedDictionary<string, string> ToZendesk = new(StringComparer.Ordinal)
    {
        ["Highest"] = "urgent",
        ["High"] = "high",
        ["Medium"] = "normal",
        ["Low"] = "low",
        ["Lowest"] = "low",
        [""] = "normal",
    };

    public static void Compare(RecordedTicket pair, JsonElement ticket, JsonElement issue, FieldTally tally)
    {
        if (pair.From == Toward.Zendesk)
            FromZendesk(ticket, issue, tally);
        else
            FromJira(pair.Title, ticket, issue, tally);
    }

    private static void FromZendesk(JsonElement ticket, JsonElement issue, FieldTally tally)
    {
        const string Direction = "zendesk to jira";
        var isBug = ticket.Text("type") is "incident" or "problem";
        tally.Add((Direction, "summary"), ticket.Text("subject"), ticket.Text("subject").Trim(), issue.Text("fields.summary"));
        tally.Add((Direction, "description"), ticket.Text("description"), Plain(ticket.Text("description")), Plain(Text(issue)));
        tally.Add(
            (Direction, "priority"), ticket.Text("priority"), ToJira.GetValueOrDefault(ticket.Text("priority"), "?"),
            issue.Text("fields.priority.name"));
        tally.Add((Direction, "class"), ticket.Text("type"), isBug ? "Bug" : "Task", issue.Text("fields.issuetype.name"));
    }

    private static void FromJira(string title, JsonElement ticket, JsonElement issue, FieldTally tally)
    {
        const string Direction = "jira to zendesk";
        var (summary, isBug) = (issue.Text("fields.summary"), issue.Text("fields.issuetype.name") is "Bug" or "缺陷");
        tally.Add((Direction, "summary"), summary, summary.Trim(), ticket.Text("subject"));
        // A Zendesk ticket must say something: without a description the title of that moment stands there.
        var described = Plain(Text(issue)) is { Length: > 0 } text ? text : Plain(title);
        tally.Add((Direction, "description"), Text(issue), described, Plain(ticket.Text("description")));
        tally.Add(
            (Direction, "priority"), issue.Text("fields.priority.name"), ToZendesk.GetValueOrDefault(issue.Text("fields.priority.name"), "?"),
            ticket.Text("priority"));
        tally.Add((Direction, "class"), issue.Text("fields.issuetype.name"), isBug ? "incident" : "question", ticket.Text("type"));
    }

    private static string Text(JsonElement issue) =>
        issue.TryGetProperty("fields", out var fields) && fields.TryGetProperty("description", out var text) ? text.AllText() : "";

    /// <summary>The letters alone: marks, spaces and layout follow the format, which is a declared conversion.</summary>
    private static string Plain(string text) => string.Concat(text.Where(each => !char.IsWhiteSpace(each)));
}
