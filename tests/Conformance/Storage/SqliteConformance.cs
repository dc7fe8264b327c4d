using Entente.Core.Journal;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

public sealed class SqliteConformance : JournalConformance
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    protected override async Task<IJournal> OpenAsync() => await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "journal.db"), Cancellation);
}
