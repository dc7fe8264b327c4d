using System.Text.Json;

using Entente.Demo.Trackers;

using Spectre.Console;

namespace Entente.Demo.Telling;

/// <summary>A case's history as a table: when, where, who, what, and who held the case since when and for how long.</summary>
internal static class CaseTable
{
    public static void Print(JsonElement life, StoryTeller teller)
    {
        var tickets = life.Items("tickets").Select(ticket => $"{ticket.Text("connection")}:{ticket.Text("key")}");
        teller.Line();
        teller.Line($"{life.Text("title")}   ({string.Join(", ", tickets)})");
        var table = new Table().Border(TableBorder.Minimal).AddColumns("when", "where", "who", "what", "held by");
        var spans = life.Items("custody");
        var next = 0;
        foreach (var placed in life.Items("events"))
        {
            var at = placed.GetProperty("event").GetProperty("at").GetDateTimeOffset();
            var held = "";
            for (; next < spans.Count && spans[next].GetProperty("from").GetDateTimeOffset() <= at; next++)
                held = Held(spans[next]);
            table.AddRow([.. Row(placed, held).Select(Markup.Escape)]);
        }

        foreach (var span in spans.Skip(next))
            table.AddRow("", "", "", "", Markup.Escape(Held(span)));
        teller.Show(table);
        foreach (var lost in life.Items("lost"))
            teller.Line(
                $"  kept: {lost.Text("field")} '{lost.Text("value")}' of {lost.Text("party")} at {lost.Text("ticket")} ({lost.Text("reason")})");
    }

    private static string[] Row(JsonElement placed, string held)
    {
        var happened = placed.GetProperty("event");
        var who = happened.Text("by") is { Length: > 0 } name ? $"{name}, {happened.Text("party")}" : happened.Text("party");
        var what = string.Join(
            ' ', ((string[])[happened.Text("kind"), happened.Text("value"), happened.Text("reason")]).Where(text => text.Length > 0));
        return [happened.GetProperty("at").GetDateTimeOffset().ToString("HH:mm:ss"), placed.Text("ticket"), who, what, held];
    }

    private static string Held(JsonElement span)
    {
        var from = span.GetProperty("from").GetDateTimeOffset();
        return span.GetProperty("to") is { ValueKind: JsonValueKind.String } to
            ? $"{span.Text("party")}, {(to.GetDateTimeOffset() - from).TotalSeconds:0.#} s"
            : $"{span.Text("party")}, since then";
    }
}
