using System.Security.Cryptography;
using System.Text.Json;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// The probe ladder (RELIABILITY 2.3 and 2.6). The lists are the database's own, without a search index between, and <c>Check</c> proves that the
/// instance honours their filters; each row is checked again. An update count that did not move shows absence by itself (Invariant 10).
/// </summary>
internal sealed class ServiceNowProbe(
    ServiceNowClient client, ServiceNowReader reader, ServiceNowMapping mapping, ServiceNowDirectory directory, ServiceNowOptions options)
{
    /// <summary>How far the instance's clock may be behind ours when a thing made after the send is looked for.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private readonly ServiceNowJournal journal = new(client);
    private readonly ServiceNowAudit audit = new(client, options);

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        if (effect.Step.Kind == WriteKind.Create)
            return await CreateAsync(effect.EffectId, cancellation);
        var ticket = effect.NativeId ?? throw new InvalidOperationException("A write to a ticket names it.");
        if (effect.Step.Kind == WriteKind.AddAttachment)
            return await AttachmentAsync(effect.Step.Files.Single(), ticket, sentAt, cancellation);
        if (effect.Step.Comment is not null)
            return await EntryAsync(effect, call, cancellation);
        return effect.Step.Kind == WriteKind.LinkBack
            ? await LinkAsync(effect, call, cancellation)
            : await FieldsAsync(effect, call, sentAt, cancellation);
    }

    private async Task<ProbeOutcome> CreateAsync(string effectId, CancellationToken cancellation)
    {
        const string rung = "records by correlation_id";
        var path = ServiceNowQuery.Rows(
            options.Table, $"correlation_id={effectId}^ORDERBYsys_created_on^ORDERBYsys_id",
            "sys_id,correlation_id,correlation_display,sys_created_on");
        var rows = await client.RowsAsync(path, cancellation);
        // The oldest is kept if there are two.
        var found = rows.FirstOrDefault(row => ServiceNowMapping.Marker(row) == effectId);
        if (found.ValueKind == JsonValueKind.Object)
            return Found(ServiceNowJournal.Id(found), rung);
        // Rows of others in the answer mean that the filter was not understood: then an absence shows nothing.
        return new ProbeOutcome(rows.Count == 0 ? ProbeVerdict.Absent : ProbeVerdict.Unknown, null, rung);
    }

    /// <summary>Whether an earlier time line of the hub made a record: the first marker that one carries.</summary>
    public async Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation)
    {
        var outcome = new ProbeOutcome(ProbeVerdict.Absent, null, "records by correlation_id");
        foreach (var marker in query.Markers)
        {
            outcome = await CreateAsync(marker, cancellation);
            if (outcome.Verdict != ProbeVerdict.Absent)
                return outcome;
        }

        return outcome;
    }

    private async Task<ProbeOutcome> EntryAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        var ticket = effect.NativeId!;
        var found = await journal.FindAsync(ticket, effect.EffectId, cancellation);
        if (found.Count > 0)
            return Found(ticket, "journal by marker", ServiceNowJournal.Id(found[0]));
        var record = await client.RecordAsync(options.Table, ticket, cancellation);
        if (IsUntouched(call, record))
            return new ProbeOutcome(ProbeVerdict.Absent, null, "update count");
        var entries = await journal.ReadAsync(ticket, null, cancellation);
        return ServiceNowJournal.IsHidden(record, entries.Rows.Count)
            ? new ProbeOutcome(ProbeVerdict.Unknown, null, "journal hidden from the account")
            : new ProbeOutcome(ProbeVerdict.Absent, null, "journal by marker");
    }

    private async Task<ProbeOutcome> LinkAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        var record = await client.RecordAsync(options.Table, effect.NativeId!, cancellation);
        return ServiceNowCell.Of(record, ServiceNowSchema.PartnerKey).Value == effect.Step.Partner!.Key
            ? Found(effect.NativeId!, "partner key")
            : await EntryAsync(effect, call, cancellation);
    }

    private async Task<ProbeOutcome> FieldsAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        var record = await client.RecordAsync(options.Table, effect.NativeId!, cancellation);
        var people = await directory.PeopleAsync(ServiceNowValues.PeopleOf(record), cancellation);
        var now = mapping.Snapshot(record, people, [], []);
        if (effect.Step.Fields.All(field => ServiceNowHolds.Holds(field.Key, now.Fields.GetValueOrDefault(field.Key, CelValue.Null), field.Value)))
            return Found(effect.NativeId!, "the fields as wanted");
        if (IsUntouched(call, record))
            return new ProbeOutcome(ProbeVerdict.Absent, null, "update count");
        // Applied and changed again by somebody: not repeated over their head.
        var rows = await audit.SinceAsync(effect.NativeId!, ServiceNowTime.Write(sentAt - Skew), cancellation);
        if (rows.Any(row => client.IsHub(ServiceNowCell.Of(row, "user").Value) && IsAfter(row, call) && IsOf(effect.Step, row)))
            return Found(effect.NativeId!, "the audit since the send");
        return rows.Count > 0
            ? new ProbeOutcome(ProbeVerdict.Absent, null, "the audit since the send")
            : new ProbeOutcome(ProbeVerdict.Unknown, null, "the ticket was changed, and no audit tells by whom");
    }

    private async Task<ProbeOutcome> AttachmentAsync(FileWrite file, string ticket, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        const string rung = "attachments by name, size, author and content";
        var alike = (await reader.FilesAsync(ticket, cancellation)).Where(row =>
            client.IsHub(ServiceNowCell.Of(row, "sys_created_by").Value)
            && ServiceNowMapping.Attachment(row, ServiceNowPeople.None) is { } held
            && held.Name == file.Name && held.Bytes == file.Bytes && held.Created >= sentAt - Skew);
        foreach (var row in alike.Reverse())
        {
            var id = ServiceNowJournal.Id(row);
            var hash = ServiceNowCell.Of(row, "hash").Value is { Length: 64 } told ? told : await HashAsync(id, file.Bytes, cancellation);
            if (string.Equals(hash, file.Sha256, StringComparison.OrdinalIgnoreCase))
                return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ticket, ItemId = id, FileIds = [id] }, rung);
        }

        return new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }

    private async Task<string> HashAsync(string id, long bytes, CancellationToken cancellation)
    {
        await using var content = await client.DownloadAsync(id, bytes, cancellation);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
    }

    private static bool IsUntouched(PreparedCall call, JsonElement record) =>
        ServiceNowHint.Parse(call.Hint) is { } hint && hint.ModCount == ServiceNowMapping.ModCount(record);

    // Where the audit does not tell the count, the time since the send has to do.
    private static bool IsAfter(JsonElement row, PreparedCall call)
    {
        var at = ServiceNowAudit.Checkpoint(row);
        return at < 0 || !long.TryParse(ServiceNowHint.Parse(call.Hint)?.ModCount, out var before) || at > before;
    }

    private static bool IsOf(WriteStep step, JsonElement row)
    {
        var field = ServiceNowCell.Of(row, "fieldname").Value;
        return step.Fields.ContainsKey(field)
            || (field is ServiceNowPriority.Impact or ServiceNowPriority.Urgency && step.Fields.ContainsKey(ServiceNowPriority.Field));
    }

    private static ProbeOutcome Found(string ticket, string rung, string? item = null) =>
        new(ProbeVerdict.Found, new WriteResult { NativeId = ticket, ItemId = item }, rung);
}
