using System.Security.Cryptography;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Http;

internal sealed class MemoryBlobs : IBlobStore
{
    private readonly Dictionary<string, byte[]> held = new(StringComparer.Ordinal);

    public FileWrite File(string name, string mediaType, byte[] content)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        held[sha256] = content;
        return new FileWrite("jr:1", name, mediaType, content.Length, sha256);
    }

    public Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(held[sha256]));
}
