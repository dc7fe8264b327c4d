using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Users: found by e-mail address or external id, made on demand.</summary>
internal static class ZendeskUsers
{
    private static readonly string[] Roles = ["end-user", "agent", "admin"];

    public static bool IsAddress(string email) =>
        email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1 && !email.Any(char.IsWhiteSpace);

    public static ZendeskUser Add(ZendeskExchange exchange, string name, string? email)
    {
        var user = new ZendeskUser { Id = exchange.Account.NextId(), Name = name, Email = email, CreatedAt = exchange.Now, UpdatedAt = exchange.Now };
        return exchange.Account.Users[user.Id] = user;
    }

    /// <summary>Bad or missing credentials are answered with the anonymous user and 200, as recorded.</summary>
    public static SandboxResponse Me(ZendeskExchange exchange) => exchange.Answer("user", exchange.Caller?.ToJson(exchange) ?? new JsonObject
    {
        ["id"] = null,
        ["url"] = exchange.Url("users/"),
        ["name"] = "Anonymous user",
        ["email"] = "invalid@example.com",
        ["role"] = "end-user",
        ["verified"] = false,
        ["active"] = true,
    });

    public static SandboxResponse Read(ZendeskExchange exchange) => exchange.Answer("user", Find(exchange).ToJson(exchange));

    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var roles = exchange.Query.List("role").Concat(exchange.Query.List("role[]")).ToList();
        return Answer(exchange, exchange.Account.Users.Values.Where(user => user.Active && (roles.Count == 0 || roles.Contains(user.Role))));
    }

    public static SandboxResponse ShowMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var (ids, externals) = (exchange.Query.Ids("ids"), exchange.Query.List("external_ids"));
        return Answer(exchange, exchange.Account.Users.Values
            .Where(user => ids.Contains(user.Id) || (user.ExternalId is { } external && externals.Contains(external))));
    }

    /// <summary><c>query=email:x</c>, <c>query=words</c>, or <c>external_id=x</c>.</summary>
    public static SandboxResponse Search(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var (query, external) = (exchange.Query["query"] ?? "", exchange.Query["external_id"]);
        if (external is not null)
            return Answer(exchange, exchange.Account.Users.Values.Where(user => user.ExternalId == external));
        return Answer(exchange, exchange.Account.Users.Values.Where(user => user.Active && Matches(user, query.Trim())));
    }

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Created("user", Make(exchange, exchange.Member("user")).ToJson(exchange));
    }

    /// <summary>By external id or e-mail address: 200 for a known user, 201 for a new one.</summary>
    public static SandboxResponse CreateOrUpdate(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var sent = exchange.Member("user");
        var external = ZendeskJson.AsText(sent["external_id"]);
        var known = (external is null ? null : exchange.Account.Users.Values.FirstOrDefault(user => user.ExternalId == external))
            ?? exchange.Account.UserByEmail(ZendeskJson.AsText(sent["email"]));
        if (known is null)
            return Create(exchange);
        Take(exchange, known, sent);
        return exchange.Answer("user", known.ToJson(exchange));
    }

    public static SandboxResponse Update(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var user = Find(exchange);
        Take(exchange, user, exchange.Member("user"));
        return exchange.Answer("user", user.ToJson(exchange));
    }

    /// <summary>A deleted user stays readable and inactive.</summary>
    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        var user = Find(exchange);
        user.Active = false;
        user.UpdatedAt = exchange.Now;
        return exchange.Answer("user", user.ToJson(exchange));
    }

    private static ZendeskUser Make(ZendeskExchange exchange, JsonObject sent)
    {
        var name = ZendeskJson.AsText(sent["name"])?.Trim();
        if (string.IsNullOrEmpty(name))
            throw ZendeskErrors.Invalid("name", "Name: is too short (minimum is 1 characters)", "ValueTooShort");
        CheckEmail(exchange, sent, self: null);
        var user = Add(exchange, name, ZendeskJson.AsText(sent["email"])?.Trim().ToLowerInvariant());
        Take(exchange, user, sent);
        return user;
    }

    private static void CheckEmail(ZendeskExchange exchange, JsonObject sent, ZendeskUser? self)
    {
        if (ZendeskJson.AsText(sent["email"])?.Trim() is not { Length: > 0 } email)
            return;
        if (!IsAddress(email))
            throw ZendeskErrors.Invalid("email", $"Email: {email} is not properly formatted", "InvalidFormat");
        if (exchange.Account.UserByEmail(email) is { } other && other != self)
            throw ZendeskErrors.Invalid("email", $"Email: {email} is already being used by another user", "DuplicateValue");
    }

    private static void Take(ZendeskExchange exchange, ZendeskUser user, JsonObject sent)
    {
        CheckEmail(exchange, sent, user);
        var role = ZendeskJson.AsText(sent["role"]);
        if (role is not null && !Roles.Contains(role))
            throw ZendeskErrors.Invalid("role", $"Role: {role} is not included in the list", "InvalidValue");
        user.Role = role ?? user.Role;
        user.Name = ZendeskJson.AsText(sent["name"])?.Trim() is { Length: > 0 } name ? name : user.Name;
        user.Email = ZendeskJson.AsText(sent["email"])?.Trim().ToLowerInvariant() ?? user.Email;
        user.ExternalId = sent.ContainsKey("external_id") ? ZendeskJson.AsText(sent["external_id"]) : user.ExternalId;
        user.Phone = ZendeskJson.AsText(sent["phone"]) ?? user.Phone;
        user.Alias = ZendeskJson.AsText(sent["alias"]) ?? user.Alias;
        user.Notes = ZendeskJson.AsText(sent["notes"]) ?? user.Notes;
        user.Details = ZendeskJson.AsText(sent["details"]) ?? user.Details;
        user.OrganizationId = sent.ContainsKey("organization_id") ? ZendeskJson.AsId(sent["organization_id"]) : user.OrganizationId;
        user.Verified = ZendeskJson.AsFlag(sent["verified"]) ?? user.Verified;
        user.Suspended = ZendeskJson.AsFlag(sent["suspended"]) ?? user.Suspended;
        if (sent.ContainsKey("tags"))
            user.Tags = new SortedSet<string>(ZendeskTagInput.Split(sent["tags"]), StringComparer.Ordinal);
        foreach (var (field, value) in sent["user_fields"] as JsonObject ?? [])
            user.UserFields[field] = value?.DeepClone();
        user.UpdatedAt = exchange.Now;
    }

    private static bool Matches(ZendeskUser user, string query)
    {
        const string email = "email:";
        if (query.StartsWith(email, StringComparison.OrdinalIgnoreCase))
            return string.Equals(user.Email, query[email.Length..].Trim('"'), StringComparison.OrdinalIgnoreCase);
        return query.Length > 0 && ($"{user.Name} {user.Email}").Contains(query.Trim('"'), StringComparison.OrdinalIgnoreCase);
    }

    private static ZendeskUser Find(ZendeskExchange exchange)
    {
        var user = exchange.Account.Users.GetValueOrDefault(exchange.Id()) ?? throw ZendeskErrors.NotFound();
        return user == exchange.Caller || exchange.Agent is not null ? user : throw ZendeskErrors.Forbidden();
    }

    private static SandboxResponse Answer(ZendeskExchange exchange, IEnumerable<ZendeskUser> users) =>
        exchange.Answer(200, ZendeskPaging.Page(exchange, "users", [.. users], user => user.ToJson(exchange)));
}
