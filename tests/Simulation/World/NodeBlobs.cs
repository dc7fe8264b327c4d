using Entente.Core.Tickets;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.World;

/// <summary>The blob store as one life of a node sees it.</summary>
internal sealed class NodeBlobs(IBlobStore inner, Seams seams) : IBlobStore
{
    public async Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation)
    {
        await seams.BeforeAsync("blob-put");
        var blob = await inner.PutAsync(content, limitBytes, cancellation);
        await seams.AfterAsync("blob-put");
        return blob;
    }

    // Opening happens inside the platform's own request code, which would go on on another thread if it had to wait.
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation) => inner.OpenAsync(sha256, cancellation);
}
