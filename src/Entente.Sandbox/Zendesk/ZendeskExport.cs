using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// The incremental exports. Tickets come in the order of their last change of any kind, so <c>updated_at</c> may lie before the start;
/// deleted ones are among them; what changed within the last minute is held back. For admins only.
/// </summary>
internal static class ZendeskExport
{
    private const int MaxPageSize = 1000;

    public static SandboxResponse ByCursor(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        exchange.Account.Limits.CountIncremental(exchange);
        var after = exchange.Query["cursor"] is { } cursor ? ZendeskPaging.Position(cursor) : Before(exchange, Start(exchange));
        var size = Math.Clamp(exchange.Query.Number("per_page") ?? MaxPageSize, 1, MaxPageSize);
        var changed = Changed(exchange, after).Take(size + 1).ToList();
        var page = changed.Take(size).ToList();
        var reached = ZendeskPaging.Cursor(page.Count > 0 ? page[^1].Position : after);
        var shown = page.Where(ticket => !(ticket.IsDeleted && exchange.Query["exclude_deleted"] == "true")).ToList();
        var answer = new JsonObject
        {
            ["tickets"] = ZendeskJson.Array(shown.Select(ticket => (JsonNode?)ZendeskTickets.Show(exchange, ticket))),
            ["after_url"] = $"{exchange.Root}/api/v2/incremental/tickets/cursor.json?cursor={Uri.EscapeDataString(reached)}",
            ["before_url"] = null,
            ["after_cursor"] = reached,
            ["before_cursor"] = null,
            ["end_of_stream"] = changed.Count <= size,
        };
        ZendeskSideload.Add(exchange, answer, shown);
        return exchange.Answer(200, answer);
    }

    /// <summary>The older export by time: the last second of a page comes again on the next.</summary>
    public static SandboxResponse ByTime(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        exchange.Account.Limits.CountIncremental(exchange);
        var size = Math.Clamp(exchange.Query.Number("per_page") ?? MaxPageSize, 1, MaxPageSize);
        var changed = Changed(exchange, Before(exchange, Start(exchange))).Take(size + 1).ToList();
        var page = changed.Take(size).ToList();
        var end = page.Count > 0 ? page[^1].GeneratedAt.ToUnixTimeSeconds() : (long?)null;
        var answer = new JsonObject
        {
            ["tickets"] = ZendeskJson.Array(page.Select(ticket => (JsonNode?)ZendeskTickets.Show(exchange, ticket))),
            ["next_page"] = end is null ? null : ZendeskPaging.Address(exchange, ("start_time", $"{end}")),
            ["count"] = page.Count,
            ["end_of_stream"] = changed.Count <= size,
            ["end_time"] = end,
        };
        ZendeskSideload.Add(exchange, answer, page);
        return exchange.Answer(200, answer);
    }

    public static SandboxResponse TicketEvents(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        exchange.Account.Limits.CountIncremental(exchange);
        var start = Start(exchange);
        var until = exchange.ExactNow - exchange.Account.Settings.ExportDelay;
        var withComments = exchange.Query.List("include").Contains("comment_events");
        var due = exchange.Account.AuditLog.Where(audit => audit.CreatedAt >= start && audit.CreatedAt <= until).Take(MaxPageSize + 1).ToList();
        var page = due.Take(MaxPageSize).ToList();
        var end = page.Count > 0 ? page[^1].CreatedAt.ToUnixTimeSeconds() : (long?)null;
        return exchange.Answer(200, new JsonObject
        {
            ["ticket_events"] = ZendeskJson.Array(page.Select(audit => (JsonNode?)Show(exchange, audit, withComments))),
            ["next_page"] = end is null ? null : ZendeskPaging.Address(exchange, ("start_time", $"{end}")),
            ["count"] = page.Count,
            ["end_of_stream"] = due.Count <= MaxPageSize,
            ["end_time"] = end,
        });
    }

    private static JsonObject Show(ZendeskExchange exchange, ZendeskAudit audit, bool withComments) => new()
    {
        ["id"] = audit.Id,
        ["ticket_id"] = audit.TicketId,
        ["timestamp"] = audit.CreatedAt.ToUnixTimeSeconds(),
        ["created_at"] = ZendeskJson.Time(audit.CreatedAt),
        ["updater_id"] = audit.AuthorId,
        ["via"] = ZendeskJson.AsText(audit.Via["channel"]),
        ["system"] = audit.Metadata["system"]?.DeepClone(),
        ["metadata"] = audit.Metadata.DeepClone(),
        ["event_type"] = "Audit",
        ["child_events"] = ZendeskJson.Array(audit.Events.Select(one => (JsonNode?)Child(exchange, audit, one, withComments))),
    };

    private static JsonObject Child(ZendeskExchange exchange, ZendeskAudit audit, ZendeskEvent one, bool withComments)
    {
        var via = ZendeskJson.AsText((one.Rule ?? audit.Via)["channel"]);
        if (one.Comment is not { } comment)
            return new JsonObject
            {
                ["id"] = one.Id,
                ["via"] = via,
                ["event_type"] = one.Type,
                [one.Field!] = one.Value?.DeepClone(),
                ["previous_value"] = one.Previous?.DeepClone(),
            };
        var child = withComments ? comment.ToEvent(exchange.Root) : new JsonObject { ["id"] = one.Id };
        child["via"] = via;
        child["event_type"] = "Comment";
        child["comment_present"] = true;
        child["comment_public"] = comment.IsPublic;
        return child;
    }

    private static IEnumerable<ZendeskTicket> Changed(ZendeskExchange exchange, long after)
    {
        var until = exchange.ExactNow - exchange.Account.Settings.ExportDelay;
        return exchange.Account.ChangeOrder.SkipWhile(change => change.Key <= after)
            .Select(change => exchange.Account.Tickets[change.Value])
            .TakeWhile(ticket => ticket.GeneratedAt <= until);
    }

    /// <summary>The position right before the first change at or after an instant.</summary>
    private static long Before(ZendeskExchange exchange, DateTimeOffset start)
    {
        var account = exchange.Account;
        foreach (var (position, id) in account.ChangeOrder)
            if (account.Tickets[id].GeneratedAt >= start)
                return position - 1;
        return account.LastPosition;
    }

    private static DateTimeOffset Start(ZendeskExchange exchange)
    {
        if (!long.TryParse(exchange.Query["start_time"], out var seconds) || seconds is < 0 or > 253_402_300_799)
            throw ZendeskErrors.Named(422, "InvalidValue", "start_time must be a time in Unix epoch seconds");
        var start = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var delay = exchange.Account.Settings.ExportDelay;
        return delay > TimeSpan.Zero && start > exchange.ExactNow - delay
            ? throw ZendeskErrors.Named(422, "InvalidValue", $"Too recent start_time. Use a start_time older than {delay.TotalSeconds:0} seconds")
            : start;
    }
}
