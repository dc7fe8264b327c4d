using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Reads the answers to writes. Pure. The id of a new comment stands only in the answer's audit: a list read later could show another's comment. Of
/// the ticket's stored state an answer tells the written fields, and that only for a conditional write, which proves that nobody wrote in between: it
/// names people by id alone and has the description without its markup.
/// </summary>
internal static class ZendeskWrites
{
    public static WriteResult Read(EffectCall effect, PreparedCall call, HttpAnswer answer)
    {
        var root = answer.Json();
        var ticket = root.Member("ticket");
        if (ticket?.Id("id") is not { } id)
            throw TransportFailures.Unreadable(CallEffect.Ticket, "there is no ticket in it");
        if (!IsOurs(effect, ticket.Value, id))
        {
            // A proxy mixed answers up (RELIABILITY T07): what became of ours is open.
            throw new ConnectorException(FailureKind.Ambiguous, ZendeskCodes.ForeignAnswer, $"Zendesk answered with another ticket (#{id}).");
        }

        var result = Result(effect.Step, call.Hint, (id, root.Member("audit")));
        return effect is { Step.Kind: WriteKind.Update, Step.Fields.Count: > 0, ExpectedRevision: not null }
            ? result with { Stored = Stored(effect.Step, ticket.Value, root.Member("audit")) }
            : result;
    }

    /// <summary>The result as an audit tells it: the answer's own, or one that a probe found.</summary>
    public static WriteResult Result(WriteStep step, string? hint, (string TicketId, JsonElement? Audit) found)
    {
        var comment = found.Audit?.Items("events").FirstOrDefault(ZendeskHistory.IsComment) ?? default;
        var files = ZendeskPayloads.FilesOf(step);
        var needsComment = files.Count > 0 || (step.Kind is not (WriteKind.Create or WriteKind.Update) || step.Comment is not null);
        if (needsComment && comment.ValueKind == JsonValueKind.Undefined)
            throw TransportFailures.Unreadable(CallEffect.Ticket, "its audit shows no comment");
        return new WriteResult
        {
            NativeId = found.TicketId,
            ItemId = step.Kind == WriteKind.Create || !needsComment ? null : comment.Id("id"),
            FileIds = ZendeskFileIds.Match(files, hint, comment),
        };
    }

    private static TicketSnapshot? Stored(WriteStep step, JsonElement ticket, JsonElement? audit)
    {
        var fields = ZendeskFields.Read(ticket, new ZendeskPeople(""));
        if (step.Fields.Keys.Any(name => ZendeskFields.IsPerson(name) || !fields.ContainsKey(name)))
            return null;
        foreach (var unwritten in fields.Keys.Except(step.Fields.Keys, StringComparer.Ordinal).ToList())
            fields.Remove(unwritten);
        var revision = new ZendeskRevision(
            ZendeskRevision.Stamp(ZendeskMapping.Updated(ticket)), audit?.Id("id") ?? "", ZendeskRevision.DigestOf(ticket), IsSettled: true);
        return ZendeskMapping.Written(ticket, fields, revision);
    }

    private static bool IsOurs(EffectCall effect, JsonElement ticket, string id) => effect.Step.Kind == WriteKind.Create
        ? ticket.Id("external_id") is not { } marker || marker == effect.EffectId
        : id == effect.NativeId;
}
