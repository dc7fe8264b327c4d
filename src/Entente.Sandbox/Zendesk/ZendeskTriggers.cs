using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Keeping triggers: for admins.</summary>
internal static class ZendeskTriggers
{
    private static readonly string[] ActionFields =
    [
        "status", "custom_status_id", "priority", "type", "group_id", "assignee_id", "set_tags", "current_tags", "remove_tags",
        "notification_webhook", "notification_user", "notification_group", "subject", "brand_id", "ticket_form_id",
    ];

    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return Answer(exchange, ZendeskJson.AsFlag(exchange.Query["active"]));
    }

    public static SandboxResponse ListActive(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return Answer(exchange, isActive: true);
    }

    private static SandboxResponse Answer(ZendeskExchange exchange, bool? isActive)
    {
        var found = exchange.Account.Triggers.Values.Where(trigger => isActive is null || trigger.IsActive == isActive).OrderBy(one => one.Position);
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "triggers", [.. found], trigger => trigger.ToJson(exchange)));
    }

    public static SandboxResponse Read(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("trigger", Find(exchange).ToJson(exchange));
    }

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var sent = exchange.Member("trigger");
        var trigger = new ZendeskTrigger
        {
            Id = exchange.Account.NextId(),
            Title = "",
            Position = exchange.Account.Triggers.Count + 1,
            CreatedAt = exchange.Now,
            UpdatedAt = exchange.Now,
        };
        Take(exchange, trigger, sent, isNew: true);
        exchange.Account.Triggers[trigger.Id] = trigger;
        return exchange.Created("trigger", trigger.ToJson(exchange));
    }

    public static SandboxResponse Update(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var trigger = Find(exchange);
        Take(exchange, trigger, exchange.Member("trigger"), isNew: false);
        return exchange.Answer("trigger", trigger.ToJson(exchange));
    }

    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        exchange.Account.Triggers.Remove(Find(exchange).Id);
        return exchange.NoContent();
    }

    private static ZendeskTrigger Find(ZendeskExchange exchange) =>
        exchange.Account.Triggers.GetValueOrDefault(exchange.Id()) ?? throw ZendeskErrors.NotFound();

    /// <summary>Sending conditions or actions replaces all of them.</summary>
    private static void Take(ZendeskExchange exchange, ZendeskTrigger trigger, JsonObject sent, bool isNew)
    {
        var title = ZendeskJson.AsText(sent["title"]) ?? trigger.Title;
        if (string.IsNullOrWhiteSpace(title))
            throw ZendeskErrors.Invalid("title", "Title: cannot be blank", "BlankValue");
        if (isNew || sent.ContainsKey("conditions") || sent.ContainsKey("actions"))
        {
            trigger.All = Conditions(sent["conditions"]?["all"]);
            trigger.Any = Conditions(sent["conditions"]?["any"]);
            trigger.Actions = Actions(exchange, sent["actions"]);
        }
        trigger.Title = title;
        trigger.Description = ZendeskJson.AsText(sent["description"]) ?? trigger.Description;
        trigger.IsActive = ZendeskJson.AsFlag(sent["active"]) ?? trigger.IsActive;
        trigger.Position = (int?)ZendeskJson.AsId(sent["position"]) ?? trigger.Position;
        trigger.UpdatedAt = exchange.Now;
    }

    private static List<ZendeskCondition> Conditions(JsonNode? node)
    {
        var made = new List<ZendeskCondition>();
        foreach (var sent in (node as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            var (field, relation) = (ZendeskJson.AsText(sent["field"]) ?? "", ZendeskJson.AsText(sent["operator"]) ?? "is");
            if (!ZendeskConditions.IsField(field) || !ZendeskConditions.IsOperator(relation))
                throw ZendeskErrors.Invalid("base", $"Invalid condition: {field} {relation}", "InvalidValue");
            made.Add(new ZendeskCondition(field, relation, ZendeskJson.AsText(sent["value"]) ?? ""));
        }
        return made;
    }

    private static JsonArray Actions(ZendeskExchange exchange, JsonNode? node)
    {
        if (node is not JsonArray { Count: > 0 } actions)
            throw ZendeskErrors.Invalid("base", "You must select at least one action", "BlankValue");
        foreach (var action in actions.OfType<JsonObject>())
        {
            var field = ZendeskJson.AsText(action["field"]) ?? "";
            if (!ActionFields.Contains(field) && !field.StartsWith("custom_fields_", StringComparison.Ordinal))
                throw ZendeskErrors.Invalid("base", $"Invalid action: {field}", "InvalidValue");
            var target = field == "notification_webhook" ? ZendeskJson.AsText((action["value"] as JsonArray)?.FirstOrDefault()) : null;
            if (field == "notification_webhook" && exchange.Account.Webhooks.Find(target) is not { IsConditional: true })
                throw ZendeskErrors.Invalid("base", "Invalid action: the webhook does not exist or is not connected to triggers", "InvalidValue");
        }
        return (JsonArray)actions.DeepClone();
    }
}
