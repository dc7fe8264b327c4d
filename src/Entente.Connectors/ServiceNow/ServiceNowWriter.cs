using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Turns steps into exact bytes. Before an update the target is read once: what it holds already is not written again, a newer change by somebody
/// else is a conflict, and its old values are the proof afterwards that the new ones arrived.
/// </summary>
internal sealed class ServiceNowWriter(
    ServiceNowClient client, ServiceNowDirectory directory, ServiceNowMapping mapping, ServiceNowOptions options)
{
    public async Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Kind switch
    {
        WriteKind.Create => await CreateAsync(effect, cancellation),
        WriteKind.Update or WriteKind.Transition => await UpdateAsync(effect, cancellation),
        // A journal entry cannot be edited: an edit that is asked for all the same becomes a new one.
        WriteKind.AddComment or WriteKind.EditComment => await CommentAsync(effect, effect.Step.Comment!, cancellation),
        WriteKind.AddAttachment => Attachment(effect),
        WriteKind.LinkBack => await LinkAsync(effect, effect.Step.Partner!, cancellation),
        WriteKind.Retire => throw new InvalidOperationException("A retirement is ServiceNowDuplicates' matter."),
    };

    private async Task<PreparedCall> CreateAsync(EffectCall effect, CancellationToken cancellation)
    {
        var body = (await PayloadsAsync(effect.Step.Fields, cancellation)).Fields(effect.Step.Fields);
        foreach (var empty in body.Where(field => (string?)field.Value == "").Select(field => field.Key).ToList())
            body.Remove(empty);
        await CheckColumnsAsync(body, cancellation);
        if (effect.Step.FollowUpOf is { } followed)
            body.TryAdd(options.Table == "incident" ? "parent_incident" : "parent", followed);
        // Written once, here; updates never touch them, or the ticket could not be found again after its create.
        body["correlation_id"] = effect.EffectId;
        body["correlation_display"] = ServiceNowMapping.MarkerName;
        return ServiceNowClient.Json("POST", ServiceNowQuery.Table(options.Table), body);
    }

    private async Task<PreparedCall> UpdateAsync(EffectCall effect, CancellationToken cancellation)
    {
        var target = await TargetAsync(effect, cancellation);
        var isNew = IsJustMade(effect, target);
        if (!isNew)
            RefuseCollision(effect, target);
        var payloads = await PayloadsAsync(effect.Step.Fields, cancellation);
        var body = payloads.Fields(effect.Step.Fields, Stored(target, ServiceNowPriority.Impact), Stored(target, ServiceNowPriority.Urgency));
        foreach (var field in body.Select(field => field.Key).Where(field => target.Member(field) is null).ToList())
            throw Unknown(field);
        foreach (var field in body.ToList())
            if (isNew ? IsKept(effect.Step, field, target) : ServiceNowProof.IsStored((string?)field.Value ?? "", Stored(target, field.Key)))
                body.Remove(field.Key);

        await CheckColumnsAsync(body, cancellation);
        var hint = Hint(target, body);
        if (effect.Step.Comment is { } comment)
            body[ServiceNowJournal.Element(comment.IsPublic)] = Entry(comment.Body, effect);
        if (body.Count == 0)
            return new PreparedCall("GET", ServiceNowQuery.Record(options.Table, Ticket(effect)), NoHeaders(), [], Hint: hint);
        return Patch(effect, body, hint);
    }

    private async Task<PreparedCall> CommentAsync(EffectCall effect, CommentWrite comment, CancellationToken cancellation)
    {
        var target = await TargetAsync(effect, cancellation);
        var body = new JsonObject { [ServiceNowJournal.Element(comment.IsPublic)] = Entry(comment.Body, effect) };
        return Patch(effect, body, Hint(target, []));
    }

    /// <summary>The partner's key in the columns made for it where the ticket has them free, else in a work note.</summary>
    private async Task<PreparedCall> LinkAsync(EffectCall effect, PartnerReference partner, CancellationToken cancellation)
    {
        var target = await TargetAsync(effect, cancellation);
        var key = ServiceNowCell.Of(target, ServiceNowSchema.PartnerKey).Value;
        var hasColumns = target.Member(ServiceNowSchema.PartnerKey) is not null && target.Member(ServiceNowSchema.PartnerUrl) is not null;
        if (hasColumns && (key.Length == 0 || key == partner.Key))
        {
            var body = new JsonObject { [ServiceNowSchema.PartnerKey] = partner.Key, [ServiceNowSchema.PartnerUrl] = partner.Address.AbsoluteUri };
            return Patch(effect, body, Hint(target, body));
        }

        var note = new RichText(
            [new Paragraph([new Run($"Linked with {partner.PartyName}: "), new Link(partner.Address.AbsoluteUri, [new Run(partner.Key)])])]);
        return Patch(effect, new JsonObject { [ServiceNowJournal.Element(isPublic: false)] = Entry(note, effect) }, Hint(target, []));
    }

    private PreparedCall Attachment(EffectCall effect)
    {
        var file = effect.Step.Files.Single();
        var headers = NoHeaders();
        headers["Content-Type"] = file.MediaType;
        var path = $"api/now/attachment/file?table_name={Uri.EscapeDataString(options.Table)}&table_sys_id={Uri.EscapeDataString(Ticket(effect))}"
            + $"&file_name={Uri.EscapeDataString(file.Name)}";
        return new PreparedCall("POST", path, headers, [], file);
    }

    private async Task<ServiceNowPayloads> PayloadsAsync(IReadOnlyDictionary<string, CelValue> fields, CancellationToken cancellation)
    {
        var ids = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, kind, text) in ServiceNowPayloads.LookUps(fields))
            ids[ServiceNowPayloads.Key(field, text)] = kind == ServiceNowKind.Person
                ? await directory.PersonAsync(field, text, cancellation)
                : await directory.ReferenceAsync(field, text, cancellation);
        return new ServiceNowPayloads(ids);
    }

    private async Task<JsonElement> TargetAsync(EffectCall effect, CancellationToken cancellation)
    {
        var target = await client.RecordAsync(options.Table, Ticket(effect), cancellation);
        return mapping.IsClosed(target) && !Reopens(effect.Step)
            ? throw new ConnectorException(FailureKind.Final, "servicenow.closed", "The ticket is closed: ServiceNow takes nothing more for it.")
            : target;
    }

    private static bool Reopens(WriteStep step) => step.Fields.TryGetValue(ServiceNowSchema.State, out var state)
        && state.Kind == CelKind.String && state.AsString().Trim() != ServiceNowSchema.Closed;

    /// <summary>The update that follows a create: the ticket was not read since, and the create is the hub's.</summary>
    private bool IsJustMade(EffectCall effect, JsonElement target) => effect.ExpectedRevision is null
        && ServiceNowMapping.Marker(target) is not null && client.IsHub(ServiceNowCell.Of(target, "sys_created_by").Value);

    /// <summary>
    /// Whether a create's value arrived. What a business rule made of it is the tracker's own answer; what is missing is a loss. Impact and urgency
    /// have defaults, which look like neither: the priority tells.
    /// </summary>
    private static bool IsKept(WriteStep step, KeyValuePair<string, JsonNode?> field, JsonElement target) =>
        field.Key is ServiceNowPriority.Impact or ServiceNowPriority.Urgency && step.Fields.TryGetValue(ServiceNowPriority.Field, out var wanted)
            ? ServiceNowHolds.Holds(ServiceNowPriority.Field, CelValue.String(Stored(target, ServiceNowPriority.Field)), wanted)
            : !ServiceNowProof.IsLost((string?)field.Value ?? "", Stored(target, field.Key));

    private static string Stored(JsonElement record, string field) => ServiceNowCell.Of(record, field).Value;

    // Our own steps raise the count too; what they did is known.
    private void RefuseCollision(EffectCall effect, JsonElement target)
    {
        if (ServiceNowRevision.ModCount(effect.ExpectedRevision) is { } expected && expected != ServiceNowMapping.ModCount(target)
            && !client.IsHub(ServiceNowCell.Of(target, "sys_updated_by").Value))
            throw new ConnectorException(FailureKind.Conflict, "servicenow.collision", "Somebody changed the ticket since it was read.");
    }

    /// <summary>Unknown columns and texts that are too long are refused before the call: afterwards they would be lost without a word.</summary>
    private async Task CheckColumnsAsync(JsonObject body, CancellationToken cancellation)
    {
        var columns = await directory.ColumnsAsync(cancellation);
        if (columns.Count == 0)
            return;
        foreach (var (field, node) in body)
        {
            if (!columns.TryGetValue(field, out var column))
                throw Unknown(field);
            if (column is { IsText: true, MaxLength: { } most } && ((string?)node ?? "").Length > most)
                throw Refused("servicenow.too-long", field, $"The column {field} takes {most} characters.");
        }
    }

    private ServiceNowHint Seen(JsonElement target, JsonObject body)
    {
        var before = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, _) in body)
            before[field] = ServiceNowHint.DigestOf(Stored(target, field));
        return new ServiceNowHint(ServiceNowMapping.ModCount(target), mapping.IsClosed(target), before);
    }

    private string Hint(JsonElement target, JsonObject body) => Seen(target, body).ToString();

    private string Entry(RichText body, EffectCall effect) => ServiceNowText.WriteEntry(body, effect.EffectId, options.AllowCode);

    private PreparedCall Patch(EffectCall effect, JsonObject body, string hint) =>
        ServiceNowClient.Json("PATCH", ServiceNowQuery.Record(options.Table, Ticket(effect)), body, hint);

    private static SortedDictionary<string, string> NoHeaders() => new(StringComparer.OrdinalIgnoreCase);

    private static ConnectorException Unknown(string field) => Refused(
        "servicenow.unknown-field", field, $"ServiceNow has no column {field}, or does not show it: it would drop the value without a word.");

    private static ConnectorException Refused(string code, string field, string text) => new(FailureKind.Refused, code, text) { Field = field };

    private static string Ticket(EffectCall effect) => effect.NativeId
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A step of kind {effect.Step.Kind} needs a ticket."));
}
