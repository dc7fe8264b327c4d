using System.Security.Cryptography;
using System.Text;

namespace Entente.Node.Backups;

/// <summary>The hash over the names of all attachments, a line each: one that is missing, or too many, shows.</summary>
internal sealed class BlobNames : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the next name; the order is part of the hash.</summary>
    public void Add(string sha256) => hash.AppendData(Encoding.ASCII.GetBytes($"{sha256}\n"));

    /// <summary>SHA-256, lower-case hex; begins anew.</summary>
    public string Hash() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
