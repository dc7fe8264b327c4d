using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Reads a ticket with as few calls as its state allows: one when nothing moved, one more for the audits when something did, and the comments only
/// when an audit touches them.
/// </summary>
internal sealed class ZendeskReader(ConnectionSettings settings, ZendeskClient client)
{
    public async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        var path = $"api/v2/tickets/{Uri.EscapeDataString(nativeId)}";
        var askedAt = client.Now;
        var answer = await client.GetAsync(path + "?include=users,comment_count", cancellation);
        var took = client.Now - askedAt;
        var root = answer.Json();
        var ticket = root.Member("ticket") ?? throw TransportFailures.Unreadable(CallEffect.None, "there is no ticket in it");
        if (ticket.Text("status") == "deleted")
            throw new ConnectorException(FailureKind.NotFound, ZendeskCodes.NotFound, "The ticket is deleted.");
        if (known is not null && IsUnmoved(known, ticket))
            return new TicketRead(known, []);

        var audits = await AuditsAsync(path, known, ticket, cancellation);
        var newest = audits.Since.Count > 0 ? audits.Since[^1].Id("id") : known?.HistoryCursor;
        var revision = new ZendeskRevision(
            ZendeskRevision.Stamp(ZendeskMapping.Updated(ticket)), newest ?? "", ZendeskRevision.DigestOf(ticket), IsSettled(answer, took, ticket));
        var (comments, people) = await CommentsAsync(path, known, (root, ticket), audits, cancellation);
        var snapshot = ZendeskMapping.Snapshot(settings.Endpoint, ticket, people, comments, revision);
        snapshot = snapshot with { Marker = snapshot.Marker ?? known?.Marker };
        return new TicketRead(snapshot, known is null ? [] : ZendeskHistory.Steps(audits.Since, snapshot.Fields, people));
    }

    // updated_at counts seconds: only a revision that was read after its second had passed proves that nothing came after it.
    private static bool IsUnmoved(TicketSnapshot known, JsonElement ticket) =>
        ZendeskRevision.Parse(known.Revision) is { IsSettled: true } revision
        && revision.UpdatedAt == ZendeskRevision.Stamp(ZendeskMapping.Updated(ticket))
        && revision.Digest == ZendeskRevision.DigestOf(ticket);

    // By Zendesk's own clock, and at the earliest moment at which the ticket can have been read: when we asked.
    private static bool IsSettled(HttpAnswer answer, TimeSpan took, JsonElement ticket) =>
        answer.Date is { } date && date - took - ZendeskMapping.Updated(ticket) >= TimeSpan.FromSeconds(1);

    private async Task<Audits> AuditsAsync(string path, TicketSnapshot? known, JsonElement ticket, CancellationToken cancellation)
    {
        var cursor = known?.HistoryCursor is { Length: > 0 } id ? id : null;
        var all = new List<JsonElement>();
        var answers = new List<JsonElement>();
        await foreach (var page in client.PagesAsync(path + "/audits?include=users&sort=-created_at&page%5Bsize%5D=100", cancellation))
        {
            answers.Add(page);
            all.AddRange(page.Items("audits"));
            if (cursor is not null && IsNewestFirst(all) && all.Exists(audit => audit.Id("id") == cursor))
                break;
        }

        // What came after the ticket itself was read belongs to the next read.
        var updated = ZendeskMapping.Updated(ticket);
        var ordered = ZendeskHistory.InOrder(all.Where(audit => audit.Time("created_at") <= updated));
        var at = ordered.ToList().FindIndex(audit => audit.Id("id") == cursor);
        return new Audits([.. ordered.Skip(at + 1).Where(audit => at >= 0 || known is null || audit.Time("created_at") > known.Updated)], answers);
    }

    // Archived tickets list their audits whole and oldest first, whatever is asked.
    private static bool IsNewestFirst(List<JsonElement> audits) => audits.Count < 2 || audits[0].Time("created_at") > audits[^1].Time("created_at");

    private async Task<(ZendeskComments Comments, ZendeskPeople People)> CommentsAsync(
        string path, TicketSnapshot? known, (JsonElement Root, JsonElement Ticket) read, Audits audits, CancellationToken cancellation)
    {
        var answers = new List<JsonElement>(audits.Answers) { read.Root };
        var count = read.Ticket.Number("comment_count") ?? read.Root.Number("comment_count");
        if (known is not null && !audits.Since.Any(ZendeskHistory.TouchesComments) && (count is null || count == known.Comments.Count + 1))
            return (ZendeskMapping.Kept(known), new ZendeskPeople(settings.User, answers));

        var comments = new List<JsonElement>();
        const string Query = "/comments?include=users&include_inline_images=true&sort=created_at&page%5Bsize%5D=100";
        await foreach (var page in client.PagesAsync(path + Query, cancellation))
        {
            answers.Add(page);
            comments.AddRange(page.Items("comments"));
        }

        var people = new ZendeskPeople(settings.User, answers);
        return (ZendeskComments.Read(comments, people, Markers(known, audits)), people);
    }

    private static SortedDictionary<string, string> Markers(TicketSnapshot? known, Audits audits)
    {
        var markers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var comment in known?.Comments ?? [])
            if (comment.Marker is { } marker)
                markers[comment.NativeId] = marker;
        foreach (var (id, marker) in audits.Since.SelectMany(ZendeskHistory.CommentMarkers))
            markers[id] = marker;
        return markers;
    }

    /// <summary>The audits since the last read, oldest first, and the answers that they came in.</summary>
    private sealed record Audits(IReadOnlyList<JsonElement> Since, IReadOnlyList<JsonElement> Answers);
}
