namespace Entente.Sandbox.Zendesk;

/// <summary>The world that a fresh account begins with. These names and tokens are public: they open nothing but the imitation.</summary>
public static class ZendeskSeed
{
    /// <summary>An API token of the account: <c>Authorization: Basic base64(email/token:TOKEN)</c> signs in as any of its staff.</summary>
    public const string ApiToken = "sandbox-zendesk-token";

    /// <summary>An OAuth access token of the integration user.</summary>
    public const string AccessToken = "sandbox-zendesk-access";

    /// <summary>The user for integrations; an admin, since incremental exports are for admins only.</summary>
    public const string IntegrationEmail = "integration@mercuri.example";

    public const string AgentEmail = "ana.agent@mercuri.example";

    public const string RequesterEmail = "sam.shopper@example.com";

    internal static void Plant(ZendeskAccount account, DateTimeOffset start)
    {
        var at = ZendeskJson.Second(start);
        var care = Group(account, "Customer Care", at);
        var second = Group(account, "Second Line", at);
        var shop = new ZendeskOrganization { Id = account.NextId(), Name = "Shoppers", CreatedAt = at, UpdatedAt = at };
        account.Organizations[shop.Id] = shop;
        Staff(Person(account, "Olga Owner", "olga.owner@mercuri.example", at), "admin", [care], account);
        Staff(Person(account, "Entente Integration", IntegrationEmail, at), "admin", [care, second], account);
        Staff(Person(account, "Ana Agent", AgentEmail, at), "agent", [care], account);
        Staff(Person(account, "Leo Lead", "leo.lead@mercuri.example", at), "agent", [care, second], account);
        Person(account, "Sam Shopper", RequesterEmail, at).OrganizationId = shop.Id;
        Person(account, "Rita Retail", "rita.retail@example.com", at).OrganizationId = shop.Id;
        account.ApiTokens.Add(ApiToken);
        account.AccessTokens[AccessToken] = account.UserByEmail(IntegrationEmail)!.Id;
    }

    private static ZendeskGroup Group(ZendeskAccount account, string name, DateTimeOffset at)
    {
        var group = new ZendeskGroup { Id = account.NextId(), Name = name, CreatedAt = at, UpdatedAt = at };
        account.Groups[group.Id] = group;
        return group;
    }

    private static ZendeskUser Person(ZendeskAccount account, string name, string email, DateTimeOffset at)
    {
        var user = new ZendeskUser { Id = account.NextId(), Name = name, Email = email, Verified = true, CreatedAt = at, UpdatedAt = at };
        account.Users[user.Id] = user;
        return user;
    }

    private static void Staff(ZendeskUser user, string role, ZendeskGroup[] groups, ZendeskAccount account)
    {
        user.Role = role;
        user.DefaultGroupId = groups[0].Id;
        foreach (var group in groups)
            group.Memberships[user.Id] = account.NextId();
    }
}
