using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

/// <summary>P12d: the release before opens what a newer one only added to, and refuses what that changed.</summary>
public sealed class When_a_newer_release_migrated(PostgresRun run) : IDisposable
{
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData("0001")]
    [InlineData("0002")]
    public async Task A_file_to_which_it_only_added_is_opened(string since)
    {
        await AddAsync($"'{since}'");

        await using var store = await file.OpenAsync();
        await store.WriteValueAsync("name", "value", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("'9001'")]
    [InlineData("'9002'")]
    [InlineData("NULL")] // written without a mark
    public async Task A_file_that_it_changed_is_refused_with_what_to_do(string since)
    {
        await AddAsync(since);

        var refusal = await Should.ThrowAsync<StorageException>(file.OpenAsync);
        refusal.Fault.ShouldBe(StorageFault.TooNew);
        refusal.Code.ShouldBe("storage.too-new");
        refusal.Message.ShouldContain("9002_later.sql");
        refusal.Message.ShouldContain("entente restore");
    }

    [Fact]
    public async Task A_file_from_before_there_were_marks_gets_them()
    {
        await using (await file.OpenAsync())
        {
        }

        Run("ALTER TABLE migration DROP COLUMN readable_since");
        await using var store = await file.OpenAsync();
        Run("INSERT INTO migration (name, hash, readable_since) VALUES ('9002_later.sql', 'h', '0001')");
    }

    [Fact] // what an older program does not know it cannot copy
    public async Task No_backup_is_made_of_it_by_the_release_before()
    {
        await AddAsync("'0001'");

        var refusal = await Should.ThrowAsync<StorageException>(
            async () => await new SqliteCopy(file.FullName).ReadAsync(TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("back it up with the release that runs it");
    }

    [Fact]
    public async Task PostgreSQL_answers_alike()
    {
        var schema = run.NextSchema();
        await using (await schema.OpenAsync())
        {
        }

        await schema.RunAsync("INSERT INTO migration (name, hash, readable_since) VALUES ('9001_more.sql', 'h', '0001')");
        await using (await schema.OpenAsync())
        {
        }

        await schema.RunAsync("INSERT INTO migration (name, hash, readable_since) VALUES ('9002_later.sql', 'h', '9002')");
        (await Should.ThrowAsync<StorageException>(schema.OpenAsync)).Fault.ShouldBe(StorageFault.TooNew);
    }

    [Theory]
    [InlineData("-- Readable since 0002: one more table.\n\nCREATE TABLE x (a);", "0002")]
    [InlineData("-- Why.\n-- Readable since 0003: one more column.\nALTER TABLE x", "0003")]
    [InlineData("-- A new form.\nCREATE TABLE x (a);\n-- Readable since 0001: not at its head", "0007")]
    public void A_script_says_it_at_its_head(string script, string since) => MigrationMark.Of("0007_x.sql", script).ShouldBe(since);

    private async Task AddAsync(string since)
    {
        await using (await file.OpenAsync())
        {
        }

        Run($"INSERT INTO migration (name, hash, readable_since) VALUES ('9002_later.sql', 'h', {since})");
    }

    private void Run(string sql)
    {
        using var session = new Entente.Storage.Sqlite.Session(Entente.Storage.Sqlite.Connections.OpenWriter(file.FullName));
        session[sql].Run();
    }
}
