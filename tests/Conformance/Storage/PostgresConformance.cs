using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public sealed class PostgresConformance(PostgresRun run) : JournalConformance
{
    private readonly PostgresSchema schema = run.NextSchema();

    protected override async Task<IJournal> OpenAsync() => await schema.OpenAsync();
}
