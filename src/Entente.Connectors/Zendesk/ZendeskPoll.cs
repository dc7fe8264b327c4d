using System.Globalization;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// The incremental export by cursor (admins only). Pure. It is ordered by when Zendesk made each record, so system changes come too; it leaves out
/// the last minute and lists deleted tickets, whose read then tells that they are gone (RELIABILITY R05, R09). A hit carries
/// <c>updated_at</c>, the head of a <see cref="ZendeskRevision"/>; it proves nothing against a ticket that was read while that second still ran.
/// </summary>
internal static class ZendeskPoll
{
    /// <summary>Fewer than the thousand that Zendesk gives: a page of the longest descriptions must stay within one answer.</summary>
    public const int PageSize = 250;

    private const string StartPrefix = "start:";

    /// <summary>Where a poll without a cursor begins.</summary>
    public static string Start(DateTimeOffset from) => StartPrefix + from.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static bool IsStart(string cursor) => cursor.StartsWith(StartPrefix, StringComparison.Ordinal);

    public static string Path(string cursor)
    {
        var from = IsStart(cursor) ? $"start_time={cursor[StartPrefix.Length..]}" : $"cursor={Uri.EscapeDataString(cursor)}";
        return $"api/v2/incremental/tickets/cursor?{from}&per_page={PageSize}";
    }

    /// <param name="asked">The cursor that the page was asked with; kept when Zendesk gives none, as it does for an empty first page.</param>
    public static PollPage Page(JsonElement root, string asked)
    {
        var hits = root.Items("tickets")
            .Where(ticket => ticket.Id("id") is not null)
            .Select(ticket => new PollHit(ticket.Id("id")!, ticket.Time("updated_at") is { } updated ? ZendeskRevision.Stamp(updated) : null))
            .DistinctBy(hit => hit.NativeId);
        var next = root.Text("after_cursor") ?? asked;
        var isMore = root.Flag("end_of_stream") == false && next != asked;
        return new PollPage([.. hits], next, isMore);
    }
}
