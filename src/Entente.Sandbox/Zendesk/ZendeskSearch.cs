using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Search lags behind and ends at 1000 results; its export goes on by cursor.</summary>
internal static class ZendeskSearch
{
    private const int MaxResults = 1000;

    private const int MaxPageSize = 100;

    public static SandboxResponse Search(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        if (exchange.Query["query"] is not { } text)
            throw ZendeskErrors.Named(422, "invalid", "The query parameter is required");
        var found = Found(exchange, new ZendeskSearchQuery(exchange, text));
        var size = Math.Clamp(exchange.Query.Number("per_page") ?? MaxPageSize, 1, MaxPageSize);
        var page = Math.Max(1, exchange.Query.Number("page") ?? 1);
        if ((page - 1L) * size >= MaxResults)
            throw ZendeskErrors.Named(422, "invalid", "Invalid search: Requested response size was greater than Search Response Limits");
        var shown = found.Skip((page - 1) * size).Take(Math.Min(size, MaxResults - (page - 1) * size)).ToList();
        var hasMore = (page * (long)size) < Math.Min(found.Count, MaxResults);
        return exchange.Answer(200, new JsonObject
        {
            ["results"] = ZendeskJson.Array(shown.Select(hit => (JsonNode?)hit.ToJson(exchange))),
            ["facets"] = null,
            ["next_page"] = hasMore ? ZendeskPaging.Address(exchange, ("page", $"{page + 1}")) : null,
            ["previous_page"] = page > 1 ? ZendeskPaging.Address(exchange, ("page", $"{page - 1}")) : null,
            ["count"] = found.Count,
        });
    }

    public static SandboxResponse Count(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("count", Found(exchange, new ZendeskSearchQuery(exchange, exchange.Query["query"] ?? "")).Count);
    }

    /// <summary>One type by creation, up to 1000 a page.</summary>
    public static SandboxResponse Export(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var query = new ZendeskSearchQuery(exchange, exchange.Query["query"] ?? "");
        if (query.Type is not null)
            throw ZendeskErrors.Named(400, "invalid", "type is not allowed in the query; use filter[type]");
        if (exchange.Query["filter[type]"] is not ("ticket" or "user" or "organization" or "group"))
            throw ZendeskErrors.Named(400, "invalid", "filter[type] must be one of ticket, user, organization, group");
        var found = Found(exchange, query).OrderBy(hit => hit.CreatedAt).ThenBy(hit => hit.Id).ToList();
        var size = Math.Clamp(exchange.Query.Number("page[size]") ?? MaxPageSize, 1, MaxResults);
        var start = exchange.Query["page[after]"] is { } cursor ? (int)Math.Min(int.MaxValue, ZendeskPaging.Position(cursor)) : 0;
        var end = Math.Min(found.Count, start + size);
        var hasMore = end < found.Count;
        var address = hasMore ? ZendeskPaging.Address(exchange, ("page[after]", ZendeskPaging.Cursor(end)), ("page[size]", $"{size}")) : null;
        return exchange.Answer(200, new JsonObject
        {
            ["results"] = ZendeskJson.Array(found.Skip(start).Take(size).Select(hit => (JsonNode?)hit.ToJson(exchange))),
            ["facets"] = null,
            ["meta"] = new JsonObject
            {
                ["has_more"] = hasMore,
                ["after_cursor"] = hasMore ? ZendeskPaging.Cursor(end) : null,
                ["before_cursor"] = null,
            },
            ["links"] = new JsonObject { ["prev"] = null, ["next"] = address },
        });
    }

    private static List<Hit> Found(ZendeskExchange exchange, ZendeskSearchQuery query)
    {
        var account = exchange.Account;
        var type = query.Type ?? exchange.Query["filter[type]"];
        var hits = new List<Hit>();
        if (type is null or "ticket")
            hits.AddRange(account.Index.Visible(exchange.ExactNow).Where(query.Matches)
                .Select(ticket => new Hit("ticket", ticket.Id, ticket.CreatedAt, ticket.UpdatedAt, it => ZendeskTickets.Show(it, ticket))));
        if (type is null or "user")
            hits.AddRange(account.Users.Values.Where(query.Matches)
                .Select(user => new Hit("user", user.Id, user.CreatedAt, user.UpdatedAt, user.ToJson)));
        if (type is null or "organization")
            hits.AddRange(account.Organizations.Values.Where(query.Matches)
                .Select(one => new Hit("organization", one.Id, one.CreatedAt, one.UpdatedAt, one.ToJson)));
        if (type is null or "group")
            hits.AddRange(account.Groups.Values.Where(query.Matches)
                .Select(group => new Hit("group", group.Id, group.CreatedAt, group.UpdatedAt, group.ToJson)));
        return Sorted(exchange, hits);
    }

    private static List<Hit> Sorted(ZendeskExchange exchange, List<Hit> hits)
    {
        Func<Hit, DateTimeOffset> by = exchange.Query["sort_by"] == "updated_at" ? hit => hit.UpdatedAt : hit => hit.CreatedAt;
        return exchange.Query["sort_order"] == "asc"
            ? [.. hits.OrderBy(by).ThenBy(hit => hit.Id)]
            : [.. hits.OrderByDescending(by).ThenByDescending(hit => hit.Id)];
    }

    private sealed record Hit(string Type, long Id, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, Func<ZendeskExchange, JsonObject> Show)
    {
        public JsonObject ToJson(ZendeskExchange exchange)
        {
            var made = Show(exchange);
            made["result_type"] = Type;
            return made;
        }
    }
}
