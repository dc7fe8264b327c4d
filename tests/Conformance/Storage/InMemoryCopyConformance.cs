using Entente.Core.Journal;
using Entente.Storage.Copies;
using Entente.Storage.InMemory;

namespace Entente.Conformance.Tests.Storage;

public sealed class InMemoryCopyConformance : CopyConformance
{
    private readonly Dictionary<string, InMemoryStore> stores = new(StringComparer.Ordinal) { ["source"] = new(), ["target"] = new() };

    protected override Task<IJournal> OpenAsync(string name) => Task.FromResult<IJournal>(stores[name]);

    protected override IStoreCopy CopyOf(string name) => stores[name].Copy();
}
