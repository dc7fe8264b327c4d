using System.Text;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// Who calls: Basic with a personal access token and any user name, or Bearer. Others meet what misleads so many clients: a page to sign in
/// with status 203, unless they ask not to be led there.
/// </summary>
internal static class DevOpsSignIn
{
    private const string Page =
        "<!DOCTYPE html>\r\n<html lang=\"en-US\"><head><title>Azure DevOps Services | Sign In</title></head><body></body></html>";

    public static Person? Caller(Organization organization, SandboxRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
            return null;
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
            : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? Password(header["Basic ".Length..].Trim())
            : null;
        return string.IsNullOrEmpty(token) ? null : organization.People.Values.FirstOrDefault(person => person.Token == token);
    }

    public static SandboxResponse Refuse(Organization organization, SandboxRequest request)
    {
        var suppresses = request.Headers.TryGetValue("X-TFS-FedAuthRedirect", out var wish)
            && wish.Equals("Suppress", StringComparison.OrdinalIgnoreCase);
        var status = suppresses ? 401 : organization.Settings.SignInStatus;
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "text/html; charset=utf-8") };
        if (status == 401)
            headers.Add(new("WWW-Authenticate", "Basic realm=\"https://tfsprodweu.visualstudio.com/\""));
        if (status == 302)
            headers.Add(new("Location", $"{request.BaseAddress.GetLeftPart(UriPartial.Authority)}/{organization.Name}/_signin"));
        return new(status, headers, Encoding.UTF8.GetBytes(status == 401 ? "Access Denied: The Personal Access Token used has expired." : Page));
    }

    private static string? Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        return cut < 0 ? null : text[(cut + 1)..];
    }
}
