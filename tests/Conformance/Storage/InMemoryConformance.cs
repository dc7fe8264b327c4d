using Entente.Core.Journal;
using Entente.Storage.InMemory;

namespace Entente.Conformance.Tests.Storage;

public sealed class InMemoryConformance : JournalConformance
{
    private readonly InMemoryStore store = new();

    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(store);
}
