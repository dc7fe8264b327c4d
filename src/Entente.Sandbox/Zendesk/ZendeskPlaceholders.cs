using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Liquid placeholders such as <c>{{ticket.id}}</c>. Zendesk expands them in triggers and also in any text that is submitted; an unknown one
/// becomes nothing, a quoted text inside stands for itself, and the filter <c>json</c> writes its value as a JSON text.
/// </summary>
internal sealed partial class ZendeskPlaceholders(ZendeskExchange exchange, ZendeskTicket ticket)
{
    private static readonly Dictionary<string, Func<ZendeskPlaceholders, string?>> Values = new(StringComparer.Ordinal)
    {
        ["ticket.id"] = it => $"{it.Ticket.Id}",
        ["ticket.title"] = it => it.Ticket.Subject,
        ["ticket.subject"] = it => it.Ticket.Subject,
        ["ticket.description"] = it => it.Ticket.Description,
        ["ticket.status"] = it => Capital(it.Ticket.Status),
        ["ticket.priority"] = it => Capital(it.Ticket.Priority),
        ["ticket.ticket_type"] = it => Capital(it.Ticket.Type),
        ["ticket.external_id"] = it => it.Ticket.ExternalId,
        ["ticket.tags"] = it => string.Join(' ', it.Ticket.Tags),
        ["ticket.via"] = it => ZendeskJson.AsText(it.Ticket.Via["channel"]),
        ["ticket.account"] = _ => "Mercuri",
        ["ticket.url"] = it => $"{it.exchange.Request.BaseAddress.Authority}/agent/tickets/{it.Ticket.Id}",
        ["ticket.link"] = it => $"{it.exchange.Root}/agent/tickets/{it.Ticket.Id}",
        ["ticket.created_at_with_timestamp"] = it => ZendeskJson.Time(it.Ticket.CreatedAt),
        ["ticket.updated_at_with_timestamp"] = it => ZendeskJson.Time(it.Ticket.UpdatedAt),
        ["ticket.requester.name"] = it => it.Person(it.Ticket.RequesterId)?.Name,
        ["ticket.requester.email"] = it => it.Person(it.Ticket.RequesterId)?.Email,
        ["ticket.requester.id"] = it => $"{it.Ticket.RequesterId}",
        ["ticket.assignee.name"] = it => it.Person(it.Ticket.AssigneeId)?.Name,
        ["ticket.assignee.email"] = it => it.Person(it.Ticket.AssigneeId)?.Email,
        ["ticket.assignee.id"] = it => $"{it.Ticket.AssigneeId}",
        ["ticket.group.name"] = it => it.exchange.Account.Groups.GetValueOrDefault(it.Ticket.GroupId ?? 0)?.Name,
        ["ticket.group.id"] = it => $"{it.Ticket.GroupId}",
        ["ticket.organization.name"] = it => it.exchange.Account.Organizations.GetValueOrDefault(it.Ticket.OrganizationId ?? 0)?.Name,
        ["ticket.latest_comment"] = it => it.Ticket.Comments.LastOrDefault()?.PlainBody,
        ["ticket.latest_comment.id"] = it => $"{it.Ticket.Comments.LastOrDefault()?.Id}",
        ["ticket.latest_comment.is_public"] = it => it.Ticket.Comments.LastOrDefault()?.IsPublic == true ? "true" : "false",
        ["ticket.latest_public_comment"] = it => it.Ticket.Comments.LastOrDefault(comment => comment.IsPublic)?.PlainBody,
        ["current_user.id"] = it => $"{it.exchange.Caller?.Id}",
        ["current_user.name"] = it => it.exchange.Caller?.Name,
        ["current_user.email"] = it => it.exchange.Caller?.Email,
    };

    private readonly ZendeskExchange exchange = exchange;

    private ZendeskTicket Ticket { get; } = ticket;

    public string Expand(string text) =>
        text.Contains("{{", StringComparison.Ordinal) ? Placeholder().Replace(text, match => Value(match.Groups[1].Value)) : text;

    private string Value(string inside)
    {
        var parts = inside.Split('|', StringSplitOptions.TrimEntries);
        var value = Literal().Match(parts[0]) is { Success: true } literal ? literal.Groups[1].Value : Named(parts[0]) ?? "";
        return parts.Skip(1).Contains("json") ? ZendeskJson.Text(JsonValue.Create(value)) : value;
    }

    private string? Named(string name)
    {
        if (Values.TryGetValue(name, out var value))
            return value(this);
        const string field = "ticket.ticket_field_";
        return name.StartsWith(field, StringComparison.Ordinal) && long.TryParse(name[field.Length..], out var id)
            ? ZendeskJson.AsText(Ticket.CustomFields.GetValueOrDefault(id))
            : null;
    }

    private ZendeskUser? Person(long? id) => id is { } known ? exchange.Account.Users.GetValueOrDefault(known) : null;

    private static string? Capital(string? value) => string.IsNullOrEmpty(value) ? value : char.ToUpperInvariant(value[0]) + value[1..];

    [GeneratedRegex("\\{\\{(\"[^\"]*\"|'[^']*'|[^{}]*)\\}\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[\"'](.*)[\"']$", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
