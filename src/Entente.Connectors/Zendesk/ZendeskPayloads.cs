using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>The bytes of every write. Pure: the same effect, people and uploads give the same bytes.</summary>
internal static class ZendeskPayloads
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="people">Members that name people, already looked up: <c>assignee_id</c>, <c>requester_id</c> or <c>requester</c>.</param>
    /// <param name="uploads">One upload for each file of <see cref="FilesOf"/>, in its order.</param>
    public static PreparedCall Call(EffectCall effect, JsonObject people, IReadOnlyList<ZendeskUpload> uploads)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" };
        var isCreate = effect.Step.Kind == WriteKind.Create;
        if (isCreate)
            headers["Idempotency-Key"] = effect.EffectId;
        var ticket = Ticket(effect, people, uploads);
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["ticket"] = ticket }.ToJsonString(Compact));
        var path = isCreate ? "api/v2/tickets" : "api/v2/tickets/" + Uri.EscapeDataString(NativeId(effect));
        return new PreparedCall(isCreate ? "POST" : "PUT", path, headers, body, null, ZendeskFileIds.Hint(uploads));
    }

    /// <summary>The files that go along with a step, in the order in which their ids are answered.</summary>
    public static IReadOnlyList<FileWrite> FilesOf(WriteStep step) => [.. step.Comment?.Files ?? [], .. step.Files];

    private static JsonObject Ticket(EffectCall effect, JsonObject people, IReadOnlyList<ZendeskUpload> uploads)
    {
        var step = effect.Step;
        var ticket = new JsonObject();
        foreach (var (field, value) in step.Fields)
            if (field != ZendeskFields.Description && !ZendeskPreparation.IsPerson(field))
                ZendeskFieldWriter.Write(ticket, field, value);
        foreach (var (member, value) in people)
            ticket[member] = value?.DeepClone();
        if (step.Kind == WriteKind.Create)
            AddIdentity(ticket, effect);
        else if (step.Fields.Count > 0 && ZendeskRevision.Parse(effect.ExpectedRevision) is { } expected)
            AddSafety(ticket, expected);
        if (Comment(step, uploads) is { } comment)
            ticket["comment"] = comment;

        // Comes back as the audit's metadata.custom, whatever a person later does to external_id.
        ticket["metadata"] = new JsonObject { [ZendeskComments.MarkerName] = effect.EffectId };
        return ticket;
    }

    private static void AddIdentity(JsonObject ticket, EffectCall effect)
    {
        ticket["external_id"] = effect.EffectId;
        if (effect.Step.FollowUpOf is { } source)
            ticket["via_followup_source_id"] = long.Parse(source, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    // Only what replaces values needs it; a comment is right whatever happened meanwhile.
    private static void AddSafety(JsonObject ticket, ZendeskRevision expected)
    {
        ticket["safe_update"] = true;
        ticket["updated_stamp"] = expected.UpdatedAt;
    }

    private static JsonObject? Comment(WriteStep step, IReadOnlyList<ZendeskUpload> uploads)
    {
        if (Text(step) is not { } text)
            return null;
        var comment = new JsonObject { ["html_body"] = ZendeskText.Html(text), ["public"] = IsPublic(step) };
        if (uploads.Count > 0)
            comment["uploads"] = new JsonArray([.. uploads.Select(upload => JsonValue.Create(upload.Token))]);
        return comment;
    }

    private static RichText? Text(WriteStep step) => step switch
    {
        { Kind: WriteKind.Create } => Description(step),
        { Comment: { } comment } => comment.Body.IsEmpty ? Named(ZendeskPayloads.FilesOf(step)) : comment.Body,
        { Partner: { } partner } => Reference(partner),
        { Files.Count: > 0 } => Named(step.Files),
        _ => null,
    };

    // Zendesk makes no ticket without a first comment, and no comment without a text.
    private static RichText Description(WriteStep step)
    {
        if (step.Fields.TryGetValue(ZendeskFields.Description, out var value) && ZendeskText.Of(value) is { IsEmpty: false } text)
            return text;
        return step.Fields.TryGetValue("subject", out var subject) && subject.Kind == CelKind.String && subject.AsString().Trim().Length > 0
            ? RichText.FromText(subject.AsString())
            : new RichText([new Paragraph("(no description)")]);
    }

    private static RichText Named(IReadOnlyList<FileWrite> files) =>
        new([new Paragraph(files.Count == 0 ? "(no text)" : "Attached: " + string.Join(", ", files.Select(file => file.Name)))]);

    private static RichText Reference(PartnerReference partner) =>
        new([new Paragraph([new Run($"Linked with {partner.PartyName}: "), new Link(partner.Address.ToString(), [new Run(partner.Key)])])]);

    private static bool IsPublic(WriteStep step) => step.Kind switch
    {
        WriteKind.LinkBack => false,
        _ => step.Comment?.IsPublic ?? true,
    };

    private static string NativeId(EffectCall effect) =>
        effect.NativeId ?? throw new InvalidOperationException($"Effect {effect.EffectId} changes a ticket that it does not name.");
}
