using System.Text;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>
/// Who calls: Basic with address and API token, or Bearer with a token. A wrong credential is no error by itself, the caller is
/// anonymous then and sees what anonymous callers see; only <c>/myself</c> and writes say 401.
/// </summary>
internal static class JiraSignIn
{
    public static JiraUser? Caller(JiraWorld world, SandboxRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
            return null;
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return ByToken(world, header[7..].Trim());
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? ByPassword(world, header[6..].Trim()) : null;
    }

    private static JiraUser? ByToken(JiraWorld world, string token) =>
        world.Users.Values.FirstOrDefault(user => user.IsActive && user.Token is not null && user.Token == token);

    private static JiraUser? ByPassword(JiraWorld world, string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? null : ByToken(world, pair[(colon + 1)..]);
        return user is not null && string.Equals(user.EmailAddress, pair[..colon], StringComparison.OrdinalIgnoreCase) ? user : null;
    }
}
