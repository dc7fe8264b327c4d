using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A follow-up ticket is the only way on from a closed one; it inherits what the caller does not set anew.</summary>
internal static class ZendeskFollowUps
{
    /// <summary>The closed ticket that a creation follows up, or null where it follows none.</summary>
    public static ZendeskTicket? Source(ZendeskExchange exchange, JsonObject sent)
    {
        if (sent["via_followup_source_id"] is not { } named)
            return null;
        var found = ZendeskJson.AsId(named) is { } id ? exchange.Account.Tickets.GetValueOrDefault(id) : null;
        return found is { Status: "closed", IsDeleted: false }
            ? found
            : throw ZendeskErrors.Invalid("base", "Follow-up source: must be a closed ticket", "InvalidValue");
    }

    public static void Inherit(ZendeskTicket draft, ZendeskTicket source, JsonObject sent)
    {
        draft.FollowupSourceId = source.Id;
        draft.Via = ZendeskVia.FollowUp(source.Id, source.Subject);
        draft.Subject = source.Subject;
        draft.Type = source.Type;
        draft.Priority = source.Priority;
        draft.GroupId = source.GroupId;
        if (!sent.ContainsKey("tags"))
            draft.Tags.UnionWith(source.Tags);
        foreach (var (id, value) in source.CustomFields)
            draft.CustomFields[id] = value?.DeepClone();
    }

    /// <summary>Notes the follow-up at its source: a change by the system, which moves no <c>updated_at</c> but shows in the export.</summary>
    public static void Mark(ZendeskExchange exchange, ZendeskTicket source, long followUp)
    {
        source.FollowupIds.Add(followUp);
        exchange.Account.Store(source, exchange.ExactNow);
    }
}
