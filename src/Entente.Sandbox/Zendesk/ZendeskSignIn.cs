using System.Text;

namespace Entente.Sandbox.Zendesk;

/// <summary>Who calls: Basic with <c>email/token:TOKEN</c>, or Bearer with an access token. Passwords are no longer taken.</summary>
internal static class ZendeskSignIn
{
    public static ZendeskUser? Caller(ZendeskExchange exchange)
    {
        var header = exchange.Header("Authorization") ?? "";
        var user = header.Split(' ', 2, StringSplitOptions.TrimEntries) switch
        {
            [var scheme, var text] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) => ByApiToken(exchange.Account, text),
            [var scheme, var token] when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) =>
                exchange.Account.AccessTokens.TryGetValue(token, out var id) ? exchange.Account.Users.GetValueOrDefault(id) : null,
            _ => null,
        };
        return user is { Suspended: false, Active: true } ? user : null;
    }

    private static ZendeskUser? ByApiToken(ZendeskAccount account, string encoded)
    {
        const string mark = "/token:";
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var cut = text.IndexOf(mark, StringComparison.Ordinal);
        return cut > 0 && account.ApiTokens.Contains(text[(cut + mark.Length)..]) ? account.UserByEmail(text[..cut]) : null;
    }
}
