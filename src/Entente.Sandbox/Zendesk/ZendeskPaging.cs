using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Lists in Zendesk's two ways of paging: by cursor where <c>page[size]</c> is asked for, otherwise by page number.</summary>
internal static class ZendeskPaging
{
    private const int MaxPageSize = 100;

    /// <summary>Page numbers reach no further than this many records.</summary>
    private const int MaxOffset = 10_000;

    public static JsonObject Page<T>(ZendeskExchange exchange, string name, IReadOnlyList<T> all, Func<T, JsonNode?> show)
    {
        var query = exchange.Query;
        return query.Has("page[size]") || query.Has("page[after]") || query.Has("page[before]")
            ? ByCursor(exchange, name, all, show)
            : ByNumber(exchange, name, all, show);
    }

    public static string Cursor(long position) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"p{position}"));

    /// <summary>The position behind a cursor; a text that is none is refused.</summary>
    public static long Position(string cursor)
    {
        var bytes = new byte[cursor.Length];
        if (Convert.TryFromBase64String(cursor, bytes, out var length) && length > 1 && bytes[0] == 'p'
            && long.TryParse(Encoding.ASCII.GetString(bytes, 1, length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position;
        throw ZendeskErrors.Named(400, "InvalidCursor", "The cursor parameter is invalid");
    }

    /// <summary>The address of the request with some of its parameters changed.</summary>
    public static string Address(ZendeskExchange exchange, params (string Name, string Value)[] changes)
    {
        var kept = exchange.Query.All
            .Where(one => !one.Key.StartsWith("page[", StringComparison.Ordinal) && !changes.Any(change => change.Name == one.Key))
            .Select(one => (Name: one.Key, one.Value));
        var query = string.Join('&', kept.Concat(changes).Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));
        return $"{exchange.Root}{exchange.Request.Path}?{query}";
    }

    private static JsonObject ByNumber<T>(ZendeskExchange exchange, string name, IReadOnlyList<T> all, Func<T, JsonNode?> show)
    {
        var size = Math.Clamp(exchange.Query.Number("per_page") ?? MaxPageSize, 1, MaxPageSize);
        var page = Math.Max(1, exchange.Query.Number("page") ?? 1);
        var start = (page - 1L) * size;
        if (start >= MaxOffset)
            throw ZendeskErrors.Named(400, "InvalidPaginationDepth",
                $"Limit of {MaxOffset} records for offset pagination exceeded. Use cursor pagination");
        var shown = all.Skip((int)start).Take(size).Select(show);
        return new JsonObject
        {
            [name] = ZendeskJson.Array(shown),
            ["next_page"] = start + size < all.Count ? Address(exchange, ("page", $"{page + 1}")) : null,
            ["previous_page"] = page > 1 ? Address(exchange, ("page", $"{page - 1}")) : null,
            ["count"] = all.Count,
        };
    }

    private static JsonObject ByCursor<T>(ZendeskExchange exchange, string name, IReadOnlyList<T> all, Func<T, JsonNode?> show)
    {
        var size = Math.Clamp(exchange.Query.Number("page[size]") ?? MaxPageSize, 1, MaxPageSize);
        var before = exchange.Query["page[before]"];
        var start = before is not null
            ? Math.Max(0, Position(before) - size)
            : exchange.Query["page[after]"] is { } after ? Position(after) : 0;
        var end = Math.Min(all.Count, before is not null ? Position(before) : start + size);
        var shown = all.Skip((int)start).Take((int)Math.Max(0, end - start)).Select(show);
        return new JsonObject
        {
            [name] = ZendeskJson.Array(shown),
            ["meta"] = new JsonObject
            {
                ["has_more"] = before is not null ? start > 0 : end < all.Count,
                ["after_cursor"] = Cursor(end),
                ["before_cursor"] = Cursor(start),
            },
            ["links"] = new JsonObject
            {
                ["prev"] = start > 0 ? Address(exchange, ("page[before]", Cursor(start)), ("page[size]", $"{size}")) : null,
                ["next"] = end < all.Count ? Address(exchange, ("page[after]", Cursor(end)), ("page[size]", $"{size}")) : null,
            },
        };
    }
}
