using System.Security.Cryptography;
using System.Text;

namespace Entente.Node.Access;

/// <summary>The part of a webhook's address that nobody can guess; the signature is checked beside it.</summary>
public sealed class HookSecret(SecretStore secrets)
{
    public string PathOf(string connection) => $"/hooks/{connection}/{secrets.Derive($"hook:{connection}")}";

    public bool Matches(string connection, string given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(secrets.Derive($"hook:{connection}")), Encoding.UTF8.GetBytes(given));
}
