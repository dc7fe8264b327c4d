using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Second carriers of our marker, and what becomes of them: a second ticket is merged into the first, as agents do it. A second comment stays: what
/// was said at Zendesk cannot be taken back.
/// </summary>
internal sealed class ZendeskDuplicates(ConnectionSettings settings, ZendeskClient client)
{
    private const string Merged = "closed_by_merge";

    public Task<IReadOnlyList<Carrier>> FindAsync(MarkedWrite write, CancellationToken cancellation) =>
        write.Kind == WriteKind.Create ? TicketsAsync(write, cancellation) : CommentsAsync(write, cancellation);

    public static IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) => write.Kind == WriteKind.Create
        ? [new Retirement("merge", write.Kind, duplicate.Id, duplicate.Key, write.Ticket, keptKey).ToStep()]
        : [];

    public static PreparedCall Prepare(Retirement retirement)
    {
        var body = new JsonObject
        {
            ["ids"] = new JsonArray(long.Parse(retirement.Duplicate, NumberStyles.None, CultureInfo.InvariantCulture)),
            ["source_comment"] = retirement.ToText(),
            ["source_comment_is_public"] = false,
            ["target_comment"] =
                $"{retirement.DuplicateKey}, a second copy of this ticket by a late or repeated request of Entente, was merged into it.",
            ["target_comment_is_public"] = false,
        };
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" };
        return new PreparedCall(
            "POST", $"api/v2/tickets/{Uri.EscapeDataString(retirement.Kept)}/merge", headers, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    /// <summary>A merge is a job: what became of it is asked once; a job that has not run yet is taken as done, since it was accepted.</summary>
    public async Task<WriteResult> SendAsync(Retirement retirement, PreparedCall call, CancellationToken cancellation)
    {
        var job = (await client.WriteAsync(call, cancellation)).Json().Member("job_status");
        if (job?.Id("id") is { } id && await IsFailedAsync(id, cancellation))
            throw new ConnectorException(FailureKind.Refused, ZendeskCodes.Invalid, $"Zendesk did not merge #{retirement.Duplicate}.");
        return Done(retirement);
    }

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        const string Rung = "the duplicate's tags";
        var ticket = (await client.GetAsync($"api/v2/tickets/{Uri.EscapeDataString(retirement.Duplicate)}", cancellation)).Json().Member("ticket");
        var isMerged = (ticket?.Items("tags") ?? []).Any(tag => tag.ValueKind == JsonValueKind.String && tag.GetString() == Merged);
        return isMerged ? new ProbeOutcome(ProbeVerdict.Found, Done(retirement), Rung) : new ProbeOutcome(ProbeVerdict.Absent, null, Rung);
    }

    private async Task<bool> IsFailedAsync(string job, CancellationToken cancellation)
    {
        try
        {
            var status = (await client.GetAsync($"api/v2/job_statuses/{Uri.EscapeDataString(job)}", cancellation)).Json().Member("job_status");
            return status?.Text("status") is "failed" or "killed"
                || (status?.Items("results") ?? []).Any(result => result.Text("error") is not null || result.Flag("success") == false);
        }
        catch (ConnectorException)
        {
            return false; // the merge was accepted; that its job cannot be asked about changes nothing
        }
    }

    private async Task<IReadOnlyList<Carrier>> TicketsAsync(MarkedWrite write, CancellationToken cancellation)
    {
        var root = (await client.GetAsync($"api/v2/tickets?external_id={Uri.EscapeDataString(write.EffectId)}", cancellation)).Json();
        List<Carrier> found = [];
        foreach (var id in root.Items("tickets").Where(ticket => ticket.Id("external_id") == write.EffectId).Select(ticket => ticket.Id("id")))
            if (id is not null && id != write.Ticket && await MadeAsync(id, write, cancellation) is { } created)
                found.Add(new Carrier(id, "#" + id, created));
        return [.. found.OrderBy(carrier => carrier.Created)];
    }

    /// <summary>When our account made a ticket; null for one that somebody else gave our external id.</summary>
    private async Task<DateTimeOffset?> MadeAsync(string ticket, MarkedWrite write, CancellationToken cancellation)
    {
        await foreach (var (audit, _) in MarkedAsync(ticket, write, cancellation))
            if (audit.Items("events").Any(happened => happened.Text("type") == "Create"))
                return audit.Time("created_at");
        return null;
    }

    private async Task<IReadOnlyList<Carrier>> CommentsAsync(MarkedWrite write, CancellationToken cancellation)
    {
        List<Carrier> found = [];
        await foreach (var (audit, at) in MarkedAsync(write.Ticket, write, cancellation))
            if (audit.Items("events").FirstOrDefault(ZendeskHistory.IsComment) is { ValueKind: JsonValueKind.Object } comment
                && comment.Id("id") is { } id)
                found.Add(new Carrier(id, id, at));
        return [.. found.OrderBy(carrier => carrier.Created)];
    }

    /// <summary>Audits of our account with the marker, since the write was sent.</summary>
    private async IAsyncEnumerable<(JsonElement Audit, DateTimeOffset At)> MarkedAsync(
        string ticket, MarkedWrite write, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = $"api/v2/tickets/{Uri.EscapeDataString(ticket)}/audits?include=users&page%5Bsize%5D=100";
        await foreach (var page in client.PagesAsync(path, cancellation))
        {
            var people = new ZendeskPeople(settings.User, page);
            foreach (var audit in page.Items("audits"))
                if (ZendeskComments.MarkerOf(audit) == write.EffectId && people.Person(audit.Id("author_id")).IsHub
                    && audit.Time("created_at") is { } at && at >= write.Since - ZendeskProbe.Skew)
                    yield return (audit, at);
        }
    }

    private static WriteResult Done(Retirement retirement) => new() { NativeId = retirement.Kept };
}
