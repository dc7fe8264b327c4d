using Entente.Core.Tickets;

namespace Entente.Storage.Blobs;

/// <summary>What a blob store holds, for backups; never on the path of a change.</summary>
public interface IBlobList : IBlobStore
{
    /// <summary>Every blob that is whole now, ordered by its hash. One that is put meanwhile may be missing.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellation);
}
