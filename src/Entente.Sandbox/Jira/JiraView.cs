using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>How one reader sees the site: under which address, in which API version, in which zone, with which rights.</summary>
internal sealed record JiraView(JiraWorld World, Uri Address, int Version, JiraUser? Caller)
{
    private readonly TimeZoneInfo zone = Caller?.Zone ?? TimeZoneInfo.Utc;

    public TimeZoneInfo Zone => zone;

    /// <summary>An absolute address below the API root: <c>Self("/issue/10001")</c>.</summary>
    public string Self(string path) => $"{Root}/rest/api/{Version}{path}";

    /// <summary>Scheme, host and port without a slash at the end.</summary>
    public string Root => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The site's time format: milliseconds, and an offset without a colon, in the caller's zone.</summary>
    public string Time(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var sign = local.Offset < TimeSpan.Zero ? '-' : '+';
        return $"{local:yyyy-MM-ddTHH:mm:ss.fff}{sign}{local.Offset:hhmm}";
    }

    /// <summary>A document in version 3, its wiki markup in version 2.</summary>
    public JsonNode RichText(JsonElement document) =>
        Version == 2 ? JsonValue.Create(AdfWiki.Render(document)) : JiraJson.Node(document)!;

    /// <summary>A person. The address is null where privacy hides it from this reader.</summary>
    public JsonObject? Person(string? accountId)
    {
        if (accountId is null || World.Users.GetValueOrDefault(accountId) is not { } user)
            return null;
        var isHidden = World.Settings.HideEmails && user.AccountId != Caller?.AccountId;
        return new()
        {
            ["self"] = Self($"/user?accountId={Uri.EscapeDataString(user.AccountId)}"),
            ["accountId"] = user.AccountId,
            ["emailAddress"] = isHidden ? null : user.EmailAddress,
            ["avatarUrls"] = Avatars("useravatar?ownerId=" + Uri.EscapeDataString(user.AccountId)),
            ["displayName"] = user.DisplayName,
            ["active"] = user.IsActive,
            ["timeZone"] = user.TimeZone,
            ["accountType"] = user.AccountType,
        };
    }

    public JsonObject Avatars(string picture) => new()
    {
        ["48x48"] = $"{Root}/secure/{picture}",
        ["24x24"] = $"{Root}/secure/{picture}&size=small",
        ["16x16"] = $"{Root}/secure/{picture}&size=xsmall",
        ["32x32"] = $"{Root}/secure/{picture}&size=medium",
    };

    /// <summary>The same reader in another version: webhooks always speak version 2.</summary>
    public JiraView As(int version) => this with { Version = version };
}
