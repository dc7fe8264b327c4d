using System.Globalization;
using System.Text;

namespace Entente.Sandbox.People;

/// <summary>One ticket with its conversation and the forms to act on it.</summary>
internal sealed class TicketPage(IPeopleDesk desk, TicketAddress address, DeskTicket ticket)
{
    public string Render(string actor, string? refusal)
    {
        var main = $"""
            {PeoplePage.ActAs(desk, actor, address.Kept(ticket.Key))}
            <h1><span class="key">{PeoplePage.Escape(ticket.Key)}</span> {PeoplePage.Escape(ticket.Title)}</h1>
            <div class="columns">
            <div>
            <section aria-labelledby="description"><h2 id="description">Description</h2><div class="text">{ticket.BodyHtml}</div></section>
            {Files()}
            {Comments()}
            {Write(actor)}
            </div>
            <aside aria-label="Fields">
            {Fields()}
            {Change(actor)}
            </aside>
            </div>
            """;
        return PeoplePage.Frame(desk, $"{ticket.Key} {ticket.Title}", main, refusal);
    }

    private string Fields()
    {
        var list = new StringBuilder("<h2>Fields</h2><dl>");
        foreach (var (name, value) in ticket.Fields)
            list.Append($"<dt>{PeoplePage.Escape(name)}</dt><dd>{PeoplePage.Escape(value)}</dd>");
        return list.Append("</dl>").ToString();
    }

    private string Files()
    {
        if (ticket.Files.Count == 0)
            return "";
        var list = new StringBuilder("<section aria-labelledby=\"files\"><h2 id=\"files\">Files</h2><ul>");
        foreach (var file in ticket.Files)
        {
            var size = file.Bytes.ToString("N0", CultureInfo.InvariantCulture);
            list.Append($"<li><a href=\"{PeoplePage.Escape(file.Address)}\">{PeoplePage.Escape(file.Name)}</a> ({size} bytes)</li>");
        }
        return list.Append("</ul></section>").ToString();
    }

    private string Comments()
    {
        var list = new StringBuilder("<section aria-labelledby=\"comments\"><h2 id=\"comments\">Comments</h2>");
        if (ticket.Comments.Count == 0)
            list.Append("<p>None yet.</p>");
        foreach (var comment in ticket.Comments)
        {
            var (kind, mark) = comment.IsPublic ? ("public", "") : ("internal", "<span class=\"status\">internal note</span> ");
            list.Append($"<article class=\"{kind}\"><header><strong>{PeoplePage.Escape(comment.Author)}</strong> ");
            list.Append($"{mark}{PeoplePage.Time(comment.At)}</header>");
            list.Append($"<div class=\"text\">{comment.BodyHtml}</div></article>");
        }
        return list.Append("</section>").ToString();
    }

    private string Write(string actor)
    {
        var reply = PeoplePage.Form(DeskVerb.Reply, actor, ticket.Key,
            ("<label>Public reply <textarea name=\"text\" rows=\"4\" required></textarea></label>", "Reply"));
        var note = PeoplePage.Form(DeskVerb.Note, actor, ticket.Key,
            ("<label>Internal note <textarea name=\"text\" rows=\"4\" required></textarea></label>", "Add note"));
        return $"<section aria-labelledby=\"write\"><h2 id=\"write\">Write</h2>{reply}{note}</section>";
    }

    private string Change(string actor)
    {
        var status = ticket.StatusChoices.Count == 0
            ? "<p>The status of this ticket cannot change any more.</p>"
            : PeoplePage.Form(DeskVerb.ChangeStatus, actor, ticket.Key,
                (PeoplePage.Choice("text", "New status", ticket.StatusChoices, null), "Change status"));
        var priority = desk.Priorities.Count == 0
            ? PeoplePage.Form(DeskVerb.ChangePriority, actor, ticket.Key,
                ("<label>New priority <input name=\"text\" required></label>", "Change priority"))
            : PeoplePage.Form(DeskVerb.ChangePriority, actor, ticket.Key,
                (PeoplePage.Choice("text", "New priority", desk.Priorities, null), "Change priority"));
        return $"<h2>Change</h2>{status}{priority}{string.Concat(ticket.Editable.Select(field => Edit(actor, field)))}";
    }

    private string Edit(string actor, DeskField field)
    {
        var name = PeoplePage.Escape(field.Name);
        var control = field.Choices.Count == 0
            ? $"<label>{name} <input name=\"text\" value=\"{PeoplePage.Escape(field.Value)}\"></label>"
            : PeoplePage.Choice("text", field.Name, field.Choices, field.Value);
        return PeoplePage.Form(DeskVerb.ChangeField, actor, ticket.Key,
            ($"<input type=\"hidden\" name=\"field\" value=\"{name}\">{control}", $"Set {char.ToLowerInvariant(field.Name[0])}{field.Name[1..]}"));
    }
}
