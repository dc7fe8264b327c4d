using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Groups and organizations.</summary>
internal static class ZendeskGroups
{
    public static SandboxResponse List(ZendeskExchange exchange) => Answer(exchange, exchange.Account.Groups.Values);

    public static SandboxResponse OfUser(ZendeskExchange exchange) =>
        Answer(exchange, exchange.Account.Groups.Values.Where(group => group.Memberships.ContainsKey(exchange.Id())));

    public static SandboxResponse Read(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("group", ZendeskErrors.Found(exchange.Account.Groups, exchange.Id()).ToJson(exchange));
    }

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var name = ZendeskJson.AsText(exchange.Member("group")["name"])?.Trim();
        if (string.IsNullOrEmpty(name))
            throw ZendeskErrors.Invalid("name", "Name: cannot be blank", "BlankValue");
        var group = new ZendeskGroup { Id = exchange.Account.NextId(), Name = name, CreatedAt = exchange.Now, UpdatedAt = exchange.Now };
        exchange.Account.Groups[group.Id] = group;
        return exchange.Created("group", group.ToJson(exchange));
    }

    public static SandboxResponse Memberships(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var all = exchange.Account.Groups.Values
            .SelectMany(group => group.Memberships.Select(member => (Group: group, User: member.Key, Id: member.Value)))
            .ToList();
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "group_memberships", all, one => new JsonObject
        {
            ["url"] = exchange.Url($"group_memberships/{one.Id}"),
            ["id"] = one.Id,
            ["user_id"] = one.User,
            ["group_id"] = one.Group.Id,
            ["default"] = exchange.Account.Users[one.User].DefaultGroupId == one.Group.Id,
            ["created_at"] = ZendeskJson.Time(one.Group.CreatedAt),
            ["updated_at"] = ZendeskJson.Time(one.Group.UpdatedAt),
        }));
    }

    public static SandboxResponse Organizations(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer(200,
            ZendeskPaging.Page(exchange, "organizations", [.. exchange.Account.Organizations.Values], one => one.ToJson(exchange)));
    }

    public static SandboxResponse Organization(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("organization", ZendeskErrors.Found(exchange.Account.Organizations, exchange.Id()).ToJson(exchange));
    }

    public static SandboxResponse CreateOrganization(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var sent = exchange.Member("organization");
        var name = ZendeskJson.AsText(sent["name"])?.Trim();
        if (string.IsNullOrEmpty(name))
            throw ZendeskErrors.Invalid("name", "Name: cannot be blank", "BlankValue");
        if (exchange.Account.Organizations.Values.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw ZendeskErrors.Invalid("name", "Name: has already been taken", "DuplicateValue");
        var made = new ZendeskOrganization { Id = exchange.Account.NextId(), Name = name, CreatedAt = exchange.Now, UpdatedAt = exchange.Now };
        made.ExternalId = ZendeskJson.AsText(sent["external_id"]);
        exchange.Account.Organizations[made.Id] = made;
        return exchange.Created("organization", made.ToJson(exchange));
    }

    /// <summary>By exact name or external id, without regard to case.</summary>
    public static SandboxResponse SearchOrganizations(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var (name, external) = (exchange.Query["name"], exchange.Query["external_id"]);
        var found = exchange.Account.Organizations.Values.Where(one => name is not null
            ? one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            : external is not null && string.Equals(one.ExternalId, external, StringComparison.OrdinalIgnoreCase));
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "organizations", [.. found], one => one.ToJson(exchange)));
    }

    private static SandboxResponse Answer(ZendeskExchange exchange, IEnumerable<ZendeskGroup> groups)
    {
        _ = exchange.Agent;
        return exchange.Answer(200,
            ZendeskPaging.Page(exchange, "groups", [.. groups.Where(group => !group.IsDeleted)], group => group.ToJson(exchange)));
    }
}
