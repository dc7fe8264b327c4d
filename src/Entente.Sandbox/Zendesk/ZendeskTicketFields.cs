using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Ticket fields, custom statuses and the one ticket form.</summary>
internal static class ZendeskTicketFields
{
    private static readonly string[] CustomTypes =
        ["text", "textarea", "tagger", "multiselect", "checkbox", "date", "integer", "decimal", "regexp", "partialcreditcard"];

    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "ticket_fields", [.. exchange.Account.Fields.All], field => field.ToJson(exchange)));
    }

    public static SandboxResponse Read(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("ticket_field", Find(exchange).ToJson(exchange));
    }

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var sent = exchange.Member("ticket_field");
        var (type, title) = (ZendeskJson.AsText(sent["type"]) ?? "", ZendeskJson.AsText(sent["title"]));
        if (!CustomTypes.Contains(type))
            throw ZendeskErrors.Invalid("type", $"Type: {type} is not included in the list", "InvalidValue");
        if (string.IsNullOrWhiteSpace(title))
            throw ZendeskErrors.Invalid("title", "Title: cannot be blank", "BlankValue");
        var account = exchange.Account;
        var field = new ZendeskField
        {
            Id = account.NextId(),
            Type = type,
            Title = title,
            IsCustom = true,
            Position = account.Fields.All.Count(),
            CreatedAt = exchange.Now,
            UpdatedAt = exchange.Now,
        };
        Take(exchange, field, sent);
        account.Fields.Add(field);
        return exchange.Created("ticket_field", field.ToJson(exchange));
    }

    public static SandboxResponse Update(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var field = Find(exchange);
        Take(exchange, field, exchange.Member("ticket_field"));
        return exchange.Answer("ticket_field", field.ToJson(exchange));
    }

    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var field = Find(exchange);
        if (!field.IsCustom)
            throw ZendeskErrors.Forbidden();
        exchange.Account.Fields.Remove(field.Id);
        return exchange.NoContent();
    }

    public static SandboxResponse CustomStatuses(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var categories = exchange.Query.List("status_categories");
        var found = exchange.Account.Fields.CustomStatuses.Where(status => categories.Count == 0 || categories.Contains(status.Category));
        return exchange.Answer("custom_statuses", ZendeskJson.Array(found.Select(status => (JsonNode?)status.ToJson())));
    }

    public static SandboxResponse CustomStatus(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("custom_status",
            (exchange.Account.Fields.CustomStatuses.Find(one => one.Id == exchange.Id()) ?? throw ZendeskErrors.NotFound()).ToJson());
    }

    public static SandboxResponse CreateCustomStatus(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var sent = exchange.Member("custom_status");
        var (category, label) = (ZendeskJson.AsText(sent["status_category"]) ?? "", ZendeskJson.AsText(sent["agent_label"]));
        if (category is not ("new" or "open" or "pending" or "hold" or "solved"))
            throw ZendeskErrors.Invalid("status_category", "Status category: is not included in the list", "InvalidValue");
        if (string.IsNullOrWhiteSpace(label))
            throw ZendeskErrors.Invalid("agent_label", "Agent label: cannot be blank", "BlankValue");
        var status = new ZendeskCustomStatus(exchange.Account.NextId(), category, label, exchange.Now) { IsDefault = false };
        exchange.Account.Fields.CustomStatuses.Add(status);
        return exchange.Answer("custom_status", status.ToJson(), 201);
    }

    public static SandboxResponse Forms(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer(200, ZendeskPaging.Page<ZendeskField>(exchange, "ticket_forms", [], field => field.ToJson(exchange)));
    }

    private static ZendeskField Find(ZendeskExchange exchange) => exchange.Account.Fields.Find(exchange.Id()) ?? throw ZendeskErrors.NotFound();

    private static void Take(ZendeskExchange exchange, ZendeskField field, JsonObject sent)
    {
        field.Title = ZendeskJson.AsText(sent["title"]) is { Length: > 0 } title ? title : field.Title;
        field.Description = ZendeskJson.AsText(sent["description"]) ?? field.Description;
        field.IsActive = ZendeskJson.AsFlag(sent["active"]) ?? field.IsActive;
        field.IsRequired = ZendeskJson.AsFlag(sent["required"]) ?? field.IsRequired;
        field.Tag = ZendeskJson.AsText(sent["tag"]) ?? field.Tag;
        if (sent["custom_field_options"] is JsonArray options)
            field.Options = [.. options.OfType<JsonObject>().Select(option => Option(exchange.Account, field, option))];
        field.UpdatedAt = exchange.Now;
    }

    /// <summary>An option keeps its id while its value stays.</summary>
    private static ZendeskOption Option(ZendeskAccount account, ZendeskField field, JsonObject sent)
    {
        var name = ZendeskJson.AsText(sent["name"]) ?? "";
        if (ZendeskTagInput.Split(sent["value"]) is not [var value, ..])
            throw ZendeskErrors.Invalid("custom_field_options", "Tag: cannot be blank", "BlankValue");
        return new ZendeskOption(field.Options.Find(known => known.Value == value)?.Id ?? account.NextId(), name, value);
    }
}
