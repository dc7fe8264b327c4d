using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// One page of a list. Rows that the account may not see are taken out after the limit was applied, so a short or empty page is not the end: the
/// total says, or the link to the next page, and only where both are missing the length.
/// </summary>
/// <param name="Total">How many rows fulfil the query, unseen ones included; null when the answer does not tell.</param>
internal sealed record ServiceNowPage(IReadOnlyList<JsonElement> Rows, bool IsMore, long? Total)
{
    public static ServiceNowPage Read(HttpAnswer answer, long offset, int limit)
    {
        var root = answer.Json();
        List<JsonElement> rows = root.Member("result") switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => throw TransportFailures.Unreadable(answer.Effect, "it has no result"),
        };
        var total = answer.Number("X-Total-Count");
        var isMore = total is { } all ? offset + limit < all
            : answer.Header("Link") is { } links ? links.Contains("rel=\"next\"", StringComparison.Ordinal)
            : rows.Count >= limit;
        return new ServiceNowPage(rows, isMore, total);
    }
}
