using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Zendesk;

/// <summary>Listing comments, making one private, and redaction. Their text cannot be edited.</summary>
internal static partial class ZendeskComments
{
    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        var inline = exchange.Query["include_inline_images"] == "true";
        var newestFirst = exchange.Query["sort"] == "-created_at" || exchange.Query["sort_order"] == "desc";
        var comments = newestFirst ? Enumerable.Reverse(ticket.Comments).ToList() : ticket.Comments;
        var answer = ZendeskPaging.Page(exchange, "comments", comments, comment => comment.ToJson(exchange.Root, inline));
        if (exchange.Query.List("include").Contains("users"))
            ZendeskSideload.Users(exchange, answer, comments.Select(comment => (long?)comment.AuthorId));
        return exchange.Answer(200, answer);
    }

    public static SandboxResponse Count(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        return exchange.Answer("count", new JsonObject { ["value"] = ticket.Comments.Count, ["refreshed_at"] = ZendeskJson.Time(exchange.Now) });
    }

    public static SandboxResponse MakePrivate(ZendeskExchange exchange)
    {
        var (ticket, comment) = Find(exchange, exchange.Id(1));
        comment.IsPublic = false;
        Touch(exchange, ticket);
        return exchange.NoContent();
    }

    /// <summary>Blacks out a text for good; no longer possible once the ticket is closed.</summary>
    public static SandboxResponse Redact(ZendeskExchange exchange)
    {
        var (ticket, comment) = Find(exchange, exchange.Id(1));
        if (ticket.Status == "closed")
            throw ZendeskErrors.Forbidden();
        if (ZendeskJson.AsText(exchange.Body["text"]) is not { Length: > 0 } text)
            throw ZendeskErrors.InvalidAttribute("Parameter text is required");
        var cover = new string('▇', text.Length);
        comment.HtmlBody = comment.HtmlBody.Replace(ZendeskHtml.Escape(text), cover, StringComparison.Ordinal);
        comment.PlainBody = comment.PlainBody.Replace(text, cover, StringComparison.Ordinal);
        Touch(exchange, ticket);
        return exchange.Answer("comment", comment.ToJson(exchange.Root, inlineImages: false));
    }

    /// <summary>Replaces an attachment of a comment by an empty <c>redacted.txt</c>.</summary>
    public static SandboxResponse RedactAttachment(ZendeskExchange exchange)
    {
        var (ticket, comment) = Find(exchange, exchange.Id(1));
        var file = comment.Attachments.FirstOrDefault(one => one.Id == exchange.Id(2)) ?? throw ZendeskErrors.NotFound();
        (file.Name, file.ContentType, file.Bytes) = ("redacted.txt", "text/plain", []);
        Touch(exchange, ticket);
        return exchange.Answer("attachment", file.ToJson(exchange.Root));
    }

    /// <summary>The newer way, which marks what goes in the HTML and works on closed tickets too.</summary>
    public static SandboxResponse RedactMarked(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticketId = ZendeskJson.AsId(exchange.Body["ticket_id"]) ?? throw ZendeskErrors.InvalidAttribute("Parameter ticket_id is required");
        var ticket = exchange.Account.Ticket(ticketId);
        var comment = ticket.Comments.Find(one => one.Id == exchange.Id()) ?? throw ZendeskErrors.NotFound();
        var marked = ZendeskJson.AsText(exchange.Body["html_body"]) ?? throw ZendeskErrors.InvalidAttribute("Parameter html_body is required");
        var covered = Marked().Replace(marked, match => new string('▇', ZendeskHtml.ToText(match.Groups[1].Value).Length));
        comment.HtmlBody = $"<div class=\"zd-comment\" dir=\"auto\">{ZendeskHtml.Sanitise(Wrapper().Replace(covered, ""))}</div>";
        comment.PlainBody = ZendeskHtml.ToText(comment.HtmlBody);
        Touch(exchange, ticket);
        return exchange.Answer("comment", comment.ToJson(exchange.Root, inlineImages: false));
    }

    private static (ZendeskTicket Ticket, ZendeskComment Comment) Find(ZendeskExchange exchange, long id)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        return (ticket, ticket.Comments.Find(comment => comment.Id == id) ?? throw ZendeskErrors.NotFound());
    }

    private static void Touch(ZendeskExchange exchange, ZendeskTicket ticket)
    {
        ticket.UpdatedAt = exchange.Now;
        exchange.Account.Store(ticket, exchange.ExactNow);
    }

    [GeneratedRegex("<redact>([\\s\\S]*?)</redact>", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();

    [GeneratedRegex("^<div class=\"zd-comment\"[^>]*>|</div>$", RegexOptions.NonBacktracking)]
    private static partial Regex Wrapper();
}
