using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http;

namespace Entente.Node.Access;

/// <summary>
/// Who may use the API while no accounts exist: whoever can read the data folder. The token is derived from the key there; pages that only read are
/// open to the loopback address, requests from a browser that come from another origin are refused.
/// </summary>
public sealed class LocalToken(SecretStore secrets)
{
    private readonly byte[] token = Encoding.ASCII.GetBytes(secrets.Derive("local-token"));

    /// <summary>The value for <c>Authorization: Bearer</c>.</summary>
    public string Value => Encoding.ASCII.GetString(token);

    public bool Allows(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        const string Scheme = "Bearer ";
        return given.StartsWith(Scheme, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[Scheme.Length..]), token);
    }
}
