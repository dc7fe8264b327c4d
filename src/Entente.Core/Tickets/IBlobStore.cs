namespace Entente.Core.Tickets;

/// <summary>Content-addressed bytes of attachments. Streams in and out; nothing is held whole in memory.</summary>
public interface IBlobStore
{
    /// <summary>Stores the stream and returns what it held. Storing the same bytes twice keeps one copy.</summary>
    Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation);

    /// <summary>Opens a blob; its bytes are checked against its hash while they are read.</summary>
    Task<Stream> OpenAsync(string sha256, CancellationToken cancellation);
}

/// <summary>The address of a blob: lower-case hex SHA-256, and its length.</summary>
public sealed record BlobRef(string Sha256, long Bytes);
