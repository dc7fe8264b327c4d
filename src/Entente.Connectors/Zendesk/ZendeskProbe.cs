using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// The probe ladder (RELIABILITY 2.3, 2.6). A create: the same bytes with the same key while Zendesk keeps keys, then the list by external id, which
/// may show presence, never absence (Invariant 10). An update: the ticket's newest audits, which are read by id and so may show both.
/// </summary>
internal sealed class ZendeskProbe(ConnectionSettings settings, ZendeskClient client)
{
    /// <summary>Zendesk keeps a key for two hours; ten minutes are left for clocks and for the request itself.</summary>
    public static readonly TimeSpan KeyWindow = TimeSpan.FromMinutes(110);

    /// <summary>Upload tokens live for an hour: a repeated create that names one must come before.</summary>
    public static readonly TimeSpan UploadWindow = TimeSpan.FromMinutes(55);

    /// <summary>How much older than our sending an audit may look by the tracker's clock.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        effect.Step.Kind == WriteKind.Create
            ? ProbeCreateAsync(effect, call, sentAt, cancellation)
            : ProbeUpdateAsync(effect, call, sentAt, cancellation);

    private async Task<ProbeOutcome> ProbeCreateAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        var window = ZendeskPayloads.FilesOf(effect.Step).Count > 0 ? UploadWindow : KeyWindow;
        var age = client.Now - sentAt;
        if (age >= TimeSpan.Zero && age < window)
        {
            var repeated = await RepeatAsync(effect, call, cancellation);
            if (repeated.Verdict != ProbeVerdict.Unknown)
                return repeated;
        }

        return await ByExternalIdAsync(effect, call, cancellation);
    }

    /// <summary>
    /// Whether an earlier time line of the hub made a ticket, by the list of each external id. It is asked when that list has had time to show it,
    /// and for two hours the key of the create, which is the same, answers with the first ticket all the same.
    /// </summary>
    public async Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation)
    {
        const string Rung = "external_id list";
        foreach (var marker in query.Markers)
        {
            var root = (await client.GetAsync($"api/v2/tickets?external_id={Uri.EscapeDataString(marker)}", cancellation)).Json();
            var made = root.Items("tickets").Where(ticket => ticket.Id("external_id") == marker && ticket.Id("id") is not null)
                .OrderBy(ticket => ticket.Time("created_at")).ThenBy(ticket => ticket.Number("id")).FirstOrDefault();
            if (made.Id("id") is { } id)
                return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = id }, Rung);
        }

        return new ProbeOutcome(ProbeVerdict.Absent, null, Rung);
    }

    private async Task<ProbeOutcome> RepeatAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.WriteAsync(call, cancellation);
            var rung = $"idempotency key {answer.Header("x-idempotency-lookup") ?? "repeated"}";
            return new ProbeOutcome(ProbeVerdict.Found, ZendeskWrites.Read(effect, call, answer), rung);
        }
        catch (ConnectorException refusal) when (refusal.Kind is FailureKind.Refused or FailureKind.TooLarge)
        {
            // A key that had made a ticket brings its answer back: this request was judged anew, so none had. What stands before Zendesk may refuse
            // without a look at the key, though, so that the list is asked whether it knows better.
            return await ByExternalIdAsync(effect, call, cancellation) is { Verdict: ProbeVerdict.Found } found
                ? found
                : new ProbeOutcome(ProbeVerdict.Absent, null, "idempotency key refused");
        }
        catch (ConnectorException open) when (open.Kind == FailureKind.Ambiguous)
        {
            return new ProbeOutcome(ProbeVerdict.Unknown, null, "idempotency key unanswered");
        }
    }

    private async Task<ProbeOutcome> ByExternalIdAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        const string Rung = "external_id list";
        var root = (await client.GetAsync($"api/v2/tickets?external_id={Uri.EscapeDataString(effect.EffectId)}", cancellation)).Json();

        // The scope is checked again on every item (RELIABILITY R08); the oldest is the one that we keep if there are two.
        var oldest = root.Items("tickets").Where(ticket => ticket.Id("external_id") == effect.EffectId && ticket.Id("id") is not null)
            .OrderBy(ticket => ticket.Time("created_at")).ThenBy(ticket => ticket.Number("id")).FirstOrDefault();
        if (oldest.Id("id") is not { } id)
            return new ProbeOutcome(ProbeVerdict.Unknown, null, Rung);
        if (ZendeskPayloads.FilesOf(effect.Step).Count == 0)
            return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = id }, Rung);
        var first = await AuditAsync(id, effect.EffectId, DateTimeOffset.MinValue, cancellation);
        return first is null
            ? new ProbeOutcome(ProbeVerdict.Unknown, null, Rung)
            : new ProbeOutcome(ProbeVerdict.Found, ZendeskWrites.Result(effect.Step, call.Hint, (id, first)), Rung);
    }

    private async Task<ProbeOutcome> ProbeUpdateAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        var id = effect.NativeId ?? throw new InvalidOperationException($"Effect {effect.EffectId} changes a ticket that it does not name.");
        if (await AuditAsync(id, effect.EffectId, sentAt - Skew, cancellation) is { } audit)
            return new ProbeOutcome(ProbeVerdict.Found, ZendeskWrites.Result(effect.Step, call.Hint, (id, audit)), "audits");
        if (effect.Step is not { Kind: WriteKind.Update, Comment: null })
            return new ProbeOutcome(ProbeVerdict.Absent, null, "audits");

        // An update that found everything as wanted leaves no audit.
        return await HoldsAllAsync(id, effect.Step, cancellation)
            ? new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = id }, "audits, fields")
            : new ProbeOutcome(ProbeVerdict.Absent, null, "audits, fields");
    }

    private async Task<JsonElement?> AuditAsync(string ticketId, string marker, DateTimeOffset since, CancellationToken cancellation)
    {
        var path = $"api/v2/tickets/{Uri.EscapeDataString(ticketId)}/audits?sort=-created_at&page%5Bsize%5D=100";
        await foreach (var page in client.PagesAsync(path, cancellation))
        {
            var audits = page.Items("audits").ToList();
            foreach (var audit in audits)
                if (ZendeskComments.MarkerOf(audit) == marker)
                    return audit;

            // Only where the order is newest first does an old one end the search.
            var isNewestFirst = audits.Count > 1 && audits[0].Time("created_at") > audits[^1].Time("created_at");
            if (isNewestFirst && audits[^1].Time("created_at") < since)
                break;
        }

        return null;
    }

    private async Task<bool> HoldsAllAsync(string id, WriteStep step, CancellationToken cancellation)
    {
        var root = (await client.GetAsync($"api/v2/tickets/{Uri.EscapeDataString(id)}?include=users", cancellation)).Json();
        var ticket = root.Member("ticket") ?? throw TransportFailures.Unreadable(CallEffect.None, "there is no ticket in it");
        var fields = ZendeskFields.Read(ticket, new ZendeskPeople(settings.User, root));
        return step.Fields.Where(field => field.Key != ZendeskFields.Description)
            .All(field => ZendeskHolds.Holds(field.Key, fields.GetValueOrDefault(field.Key, CelValue.Null), field.Value));
    }
}
