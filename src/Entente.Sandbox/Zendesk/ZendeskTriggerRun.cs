using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A call of a webhook that a trigger asked for, with its template already filled.</summary>
internal sealed record ZendeskNotification(string WebhookId, string Body);

/// <summary>
/// Runs the triggers after a write: from first to last, and again from the first after one that changed the ticket, each at most once.
/// Their changes are events of the same audit, marked with the rule.
/// </summary>
internal sealed class ZendeskTriggerRun(ZendeskExchange exchange, ZendeskTicket? before, ZendeskTicket draft, ZendeskAudit audit)
{
    private readonly ZendeskConditions conditions = new(exchange, before, audit);

    public IReadOnlyList<ZendeskNotification> Fire()
    {
        var fired = new HashSet<long>();
        var notifications = new List<ZendeskNotification>();
        while (Next(fired) is { } trigger)
        {
            fired.Add(trigger.Id);
            Act(trigger, notifications);
        }
        return notifications;
    }

    private ZendeskTrigger? Next(HashSet<long> fired) => exchange.Account.Triggers.Values
        .Where(trigger => trigger.IsActive && !fired.Contains(trigger.Id))
        .OrderBy(trigger => trigger.Position).ThenBy(trigger => trigger.Id)
        .FirstOrDefault(trigger => conditions.Meet(trigger, draft));

    private void Act(ZendeskTrigger trigger, List<ZendeskNotification> notifications)
    {
        var former = draft.Draft();
        var changes = new JsonObject();
        foreach (var action in trigger.Actions.OfType<JsonObject>())
        {
            var (field, value) = (ZendeskJson.AsText(action["field"]) ?? "", action["value"]);
            if (field == "notification_webhook" && value is JsonArray { Count: > 0 } target)
                notifications.Add(new ZendeskNotification(ZendeskJson.AsText(target[0]) ?? "", Body(target)));
            else
                Change(changes, field, value);
        }
        var input = new ZendeskTicketInput(exchange, draft, isCreate: false);
        input.Take(changes);
        var rule = ZendeskVia.Rule(trigger.Id, trigger.Title);
        audit.Events.AddRange(ZendeskDiff.Events(exchange.Account, former, draft, rule));
    }

    private string Body(JsonArray target) =>
        new ZendeskPlaceholders(exchange, draft).Expand(target.Count > 1 ? ZendeskJson.AsText(target[1]) ?? target[1]?.ToJsonString() ?? "" : "");

    private static void Change(JsonObject changes, string field, JsonNode? value)
    {
        var name = field switch { "set_tags" => "tags", "current_tags" => "additional_tags", _ => field };
        const string custom = "custom_fields_";
        if (!name.StartsWith(custom, StringComparison.Ordinal))
        {
            changes[name] = value?.DeepClone();
            return;
        }
        if (changes["custom_fields"] is not JsonObject fields)
            changes["custom_fields"] = fields = [];
        fields[name[custom.Length..]] = value?.DeepClone();
    }
}
