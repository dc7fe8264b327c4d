using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>Basic, OAuth's bearer tokens, and the API key; OAuth's token endpoint.</summary>
internal sealed class ServiceNowSignIn(ServiceNowInstance instance)
{
    private const int LifeSeconds = 1799;

    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(100);

    private readonly SortedDictionary<string, (string UserName, DateTimeOffset Until, bool IsRefresh)> tokens = new(StringComparer.Ordinal);

    /// <summary>The signed-in user's record; null for a stranger, a wrong secret or an inactive user.</summary>
    public ServiceNowRecord? User(ServiceNowCall call)
    {
        if (call.Header("x-sn-apikey") is { } key)
            return key == SeededWorld.ApiKey ? Active(SeededWorld.Integration) : null;
        var header = call.Header("Authorization") ?? "";
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Holder(header["Bearer ".Length..].Trim(), isRefresh: false, call.Now) is { } holder ? Active(holder) : null;
        return Basic(header) is (var name, var secret) && Fits(name, secret) ? Active(name) : null;
    }

    /// <summary><c>POST /oauth_token.do</c>: password, client credentials, refresh token.</summary>
    public SandboxResponse Token(ServiceNowCall call)
    {
        var form = new ServiceNowQuery(Encoding.UTF8.GetString(call.Request.Body));
        var (client, secret) = Basic(call.Header("Authorization") ?? "") ?? (form["client_id"] ?? "", form["client_secret"] ?? "");
        if (client != SeededWorld.ClientId || secret != SeededWorld.ClientSecret)
            return Refused("invalid_client");
        var user = form["grant_type"] switch
        {
            "password" => Fits(form["username"] ?? "", form["password"] ?? "") ? form["username"] : null,
            "client_credentials" => SeededWorld.Integration,
            "refresh_token" => Holder(form["refresh_token"] ?? "", isRefresh: true, call.Now),
            _ => null,
        };
        if (user is null)
            return Refused(form["grant_type"] is "password" or "refresh_token" ? "invalid_grant" : "unsupported_grant_type");
        return ServiceNowJson.Answer(200, new JsonObject
        {
            ["access_token"] = Give(user, call.Now.AddSeconds(LifeSeconds), isRefresh: false),
            ["refresh_token"] = Give(user, call.Now + RefreshLife, isRefresh: true),
            ["scope"] = "useraccount",
            ["token_type"] = "Bearer",
            ["expires_in"] = LifeSeconds,
        });
    }

    private static SandboxResponse Refused(string error) =>
        ServiceNowJson.Answer(401, new JsonObject { ["error"] = error, ["error_description"] = "access_denied" });

    private static (string Name, string Secret)? Basic(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
            return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [var name, var secret] ? (name, secret) : null;
    }

    private string? Holder(string token, bool isRefresh, DateTimeOffset now) =>
        tokens.TryGetValue(token, out var held) && held.IsRefresh == isRefresh && held.Until > now ? held.UserName : null;

    private bool Fits(string name, string secret) => instance.Passwords.TryGetValue(name, out var known) && known == secret;

    private ServiceNowRecord? Active(string name) => instance.First("sys_user", "user_name", name) is { } user && user.IsTrue("active") ? user : null;

    private string Give(string user, DateTimeOffset until, bool isRefresh)
    {
        var token = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"token {tokens.Count} {user}"))).TrimEnd('=');
        tokens[token] = (user, until, isRefresh);
        return token;
    }
}
