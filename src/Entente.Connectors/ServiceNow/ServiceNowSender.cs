using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Makes prepared calls and reads the answers. The record that comes back proves what was stored; a journal entry's id is not in it and is looked up
/// by its marker.
/// </summary>
internal sealed class ServiceNowSender(ServiceNowClient client, ServiceNowDirectory directory, ServiceNowMapping mapping)
{
    private readonly ServiceNowJournal journal = new(client);

    public async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(call, cancellation);
        return effect.Step.Kind switch
        {
            WriteKind.Create => Created(effect, answer),
            WriteKind.AddAttachment => Attached(effect, answer),
            _ => await WrittenAsync(effect, call, answer, cancellation),
        };
    }

    private static WriteResult Created(EffectCall effect, HttpAnswer answer)
    {
        var record = ServiceNowClient.Result(answer, null);
        // A proxy may mix answers up (RELIABILITY T07): a record of another effect is not ours.
        return ServiceNowMapping.Marker(record) is { } marker && marker != effect.EffectId
            ? throw new ConnectorException(FailureKind.Ambiguous, "servicenow.wrong-record", "ServiceNow answered with the record of another create.")
            : new WriteResult { NativeId = ServiceNowCell.Of(record, "sys_id").Value };
    }

    private static WriteResult Attached(EffectCall effect, HttpAnswer answer)
    {
        var row = ServiceNowClient.Result(answer, null);
        var id = ServiceNowCell.Of(row, "sys_id").Value;
        return new WriteResult { NativeId = effect.NativeId!, ItemId = id, FileIds = [id] };
    }

    private async Task<WriteResult> WrittenAsync(EffectCall effect, PreparedCall call, HttpAnswer answer, CancellationToken cancellation)
    {
        var record = ServiceNowClient.Result(answer, effect.NativeId);
        var body = call.Body.Length > 0 ? JsonNode.Parse(call.Body)!.AsObject() : [];
        var hasEntry = body.Remove(ServiceNowJournal.Element(true)) | body.Remove(ServiceNowJournal.Element(false));
        var hint = ServiceNowHint.Parse(call.Hint) ?? throw new InvalidOperationException("An update is prepared with what was seen before it.");
        // A comment that went along has arrived, so the call as a whole cannot be refused any more.
        if (!hasEntry && ServiceNowProof.Fault(body, record, hint, Priority(effect.Step, body)) is { } fault)
            throw fault;
        var result = new WriteResult { NativeId = effect.NativeId!, Stored = Stored(effect, record, hint, hasEntry) };
        return hasEntry ? result with { ItemId = await EntryAsync(effect, cancellation) } : result;
    }

    private async Task<string> EntryAsync(EffectCall effect, CancellationToken cancellation)
    {
        try
        {
            var found = await journal.FindAsync(effect.NativeId!, effect.EffectId, cancellation);
            if (found.Count > 0)
                return ServiceNowJournal.Id(found[0]);
        }
        catch (ConnectorException failure) when (failure.Kind != FailureKind.Ambiguous)
        {
            throw Unseen(failure);
        }

        throw Unseen(null);
    }

    /// <summary>The record as stored; only proven to be alone when nothing else can have raised the count since the last read.</summary>
    private TicketSnapshot? Stored(EffectCall effect, JsonElement record, ServiceNowHint hint, bool hasEntry)
    {
        if (effect.Step.Fields.Count == 0)
            return null;
        var people = directory.Known;
        var named = effect.Step.Fields.Keys.Where(field => ServiceNowSchema.Kind(field) == ServiceNowKind.Person)
            .Select(field => ServiceNowCell.Of(record, field).Value);
        if (named.Any(id => id.Length > 0 && !people.Knows(id)))
            return null;
        var count = ServiceNowMapping.ModCount(record);
        var isAlone = !hasEntry && ServiceNowRevision.ModCount(effect.ExpectedRevision) == hint.ModCount && IsNext(hint.ModCount, count);
        return mapping.Snapshot(record, people, [], []) with { Revision = ServiceNowRevision.OfAnswer(count, isAlone) };
    }

    private static bool IsNext(string before, string after) =>
        long.TryParse(before, out var from) && long.TryParse(after, out var to) && to - from is 0 or 1;

    private static int? Priority(WriteStep step, JsonObject body) =>
        step.Fields.TryGetValue(ServiceNowPriority.Field, out var wanted) && body.ContainsKey(ServiceNowPriority.Impact)
            && !step.Fields.ContainsKey(ServiceNowPriority.Impact) && !step.Fields.ContainsKey(ServiceNowPriority.Urgency)
            ? ServiceNowPriority.Level(wanted)
            : null;

    private static ConnectorException Unseen(Exception? cause) => new(
        FailureKind.Ambiguous, "servicenow.entry-unseen", "The write was taken, but its journal entry is not to be seen yet.", cause);
}
