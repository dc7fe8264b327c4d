using System.Text;

namespace Entente.Sandbox.People;

/// <summary>All tickets, and the form to raise one.</summary>
internal sealed class ListPage(IPeopleDesk desk, TicketAddress ticket)
{
    /// <summary>Longer lists end here; the API has the rest.</summary>
    private const int MaxRows = 500;

    public string Render(string actor, string? refusal)
    {
        var rows = desk.List();
        var body = new StringBuilder();
        foreach (var row in rows.Take(MaxRows))
        {
            body.Append($"<tr><th scope=\"row\"><a href=\"{PeoplePage.Escape(ticket.Of(row.Key, actor))}\">{PeoplePage.Escape(row.Key)}</a></th>");
            body.Append($"<td>{PeoplePage.Escape(row.Title)}</td><td>{PeoplePage.Status(row.Status)}</td>");
            body.Append($"<td>{PeoplePage.Escape(row.Priority)}</td><td>{PeoplePage.Time(row.Updated)}</td></tr>\n");
        }
        var main = $"{PeoplePage.ActAs(desk, actor, "")}\n{Table(rows.Count, body.ToString())}\n{Raise(actor)}";
        return PeoplePage.Frame(desk, "Tickets", main, refusal);
    }

    private static string Table(int count, string rows) => count == 0
        ? "<h1>Tickets</h1><p>There are none yet. Raise one below.</p>"
        : $"""
          <h1>Tickets</h1>
          <p>{(count > MaxRows ? $"The {MaxRows} last changed of {count}." : $"{count} in all, the last changed first.")}</p>
          <table>
          <thead><tr>
          <th scope="col">Ticket</th><th scope="col">Title</th><th scope="col">Status</th><th scope="col">Priority</th><th scope="col">Changed</th>
          </tr></thead>
          <tbody>
          {rows}</tbody>
          </table>
          """;

    private static string Raise(string actor)
    {
        const string controls = """
            <label>Title <input name="title" required maxlength="150"></label>
            <label>Description <textarea name="text" rows="5" required></textarea></label>
            """;
        var form = PeoplePage.Form(DeskVerb.Raise, actor, null, (controls, "Raise ticket"));
        return $"<section aria-labelledby=\"raise\"><h2 id=\"raise\">Raise a ticket</h2>{form}</section>";
    }
}
