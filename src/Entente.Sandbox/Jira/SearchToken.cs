using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.Jira;

/// <summary>The opaque page token: bound to its query and good for seven days.</summary>
internal static class SearchToken
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    public static string Make(SearchRequest asked, int start, DateTimeOffset now) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{start}:{now.ToUnixTimeSeconds()}:{Hash(asked)}"));

    public static int Read(SearchRequest asked, DateTimeOffset now)
    {
        var bytes = new byte[asked.Token!.Length];
        if (Convert.TryFromBase64String(asked.Token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':') is [var start, var issued, var hash]
            && int.TryParse(start, out var at)
            && long.TryParse(issued, out var seconds)
            && hash == Hash(asked)
            && now.ToUnixTimeSeconds() - seconds <= Validity.TotalSeconds)
            return at;
        throw JiraRefusal.Saying(400, "The provided next page token is invalid or expired.");
    }

    private static string Hash(SearchRequest asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked.Jql)))[..16];
}
