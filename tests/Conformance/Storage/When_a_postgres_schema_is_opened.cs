using Entente.Storage;
using Entente.Storage.Postgres;

namespace Entente.Conformance.Tests.Storage;

/// <summary>What lies around the journal: schema, address, errors.</summary>
public sealed class When_a_postgres_schema_is_opened(PostgresRun run)
{
    private readonly PostgresSchema schema = run.NextSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_together_migrate_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => schema.OpenAsync()));

        (await schema.CountAsync("SELECT count(*) FROM migration")).ShouldBe(2);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_migration_that_was_killed_half_way_begins_again()
    {
        await schema.RunAsync($"CREATE SCHEMA {await NameAsync()}");
        await schema.RunAsync("CREATE TABLE migration (name text PRIMARY KEY, hash text NOT NULL)");

        await using var store = await schema.OpenAsync();

        (await store.ReadValueAsync("poll/zd", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_schema_than_this_program_s_is_refused()
    {
        await (await schema.OpenAsync()).DisposeAsync();
        await schema.RunAsync("UPDATE migration SET hash = 'another'");

        (await Should.ThrowAsync<StorageException>(schema.OpenAsync)).Fault.ShouldBe(StorageFault.SchemaChanged);
    }

    [Fact]
    public async Task One_that_a_newer_program_migrated_is_taken()
    {
        await (await schema.OpenAsync()).DisposeAsync();
        await schema.RunAsync("INSERT INTO migration (name, hash, readable_since) VALUES ('9999_later.sql', 'x', '0001')");

        await using var store = await schema.OpenAsync();
    }

    [Fact]
    public async Task The_first_node_s_key_is_the_hub_s()
    {
        await using var store = await schema.OpenAsync();
        var shelf = new PostgresSealed(store);

        shelf.HasKeyMark().ShouldBeFalse();
        shelf.IsKeyOf("first").ShouldBeTrue();
        shelf.IsKeyOf("second").ShouldBeFalse();
        shelf.IsKeyOf("first").ShouldBeTrue();
        shelf.HasKeyMark().ShouldBeTrue();
    }

    [Fact]
    public async Task A_secret_s_version_changes_with_every_writing()
    {
        await using var store = await schema.OpenAsync();
        var shelf = new PostgresSealed(store);
        shelf.Write("zd", [1]);
        var first = shelf.Versions()["zd"];

        shelf.Write("zd", [2]);

        shelf.Versions()["zd"].ShouldNotBe(first);
        shelf.Read("zd").ShouldBe([2]);
        shelf.Remove("zd").ShouldBeTrue();
        shelf.Remove("zd").ShouldBeFalse();
        shelf.Versions().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_title_that_PostgreSQL_cannot_hold_is_held_without_what_it_cannot()
    {
        await using var store = await schema.OpenAsync();
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", TimeSpan.FromSeconds(30), Samples.At(0), Cancellation)).ShouldNotBeNull();
        var batch = Samples.Batch(Samples.Zendesk, await store.LoadAsync(claim, null, Cancellation));

        await store.AppendAsync(claim, batch with { Row = batch.Row with { Title = "a\0b\uD800c\uD83D\uDE00" } }, Cancellation);

        (await store.TicketAsync("t1", Cancellation)).ShouldNotBeNull().Title.ShouldBe("a\uFFFDb\uFFFDc\uD83D\uDE00");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_its_password()
    {
        var address = PostgresAddress.Parse("postgres://me:hidden@127.0.0.1:1/entente");

        var failure = await Should.ThrowAsync<StorageException>(() => PostgresStore.OpenAsync(address, TimeProvider.System, Cancellation));

        failure.Fault.ShouldBe(StorageFault.Unreachable);
        failure.Message.ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("postgres://me:se%40cret@db.example:6432/hub?sslmode=verify-full&schema=north", "db.example:6432/hub")]
    [InlineData("postgresql://db.example", "db.example:5432/entente")]
    [InlineData("postgres:///hub?host=/run/postgresql", "/run/postgresql:5432/hub")]
    public void An_address_is_read_as_other_tools_read_it(string text, string shown) => PostgresAddress.Parse(text).Shown.ShouldBe(shown);

    [Theory]
    [InlineData("mysql://db.example/hub")]
    [InlineData("postgres://db.example/hub?colour=red")]
    [InlineData("postgres://db.example/hub?sslmode=perhaps")]
    public void What_is_no_address_is_refused(string text) => Should.Throw<FormatException>(() => PostgresAddress.Parse(text));

    [Theory]
    [InlineData("40001", nameof(FailureAction.RunAgain))] // serialization_failure
    [InlineData("40P01", nameof(FailureAction.RunAgain))] // deadlock_detected
    [InlineData("55P03", nameof(FailureAction.RunAgain))] // lock_not_available
    [InlineData("57P01", nameof(FailureAction.Reconnect))] // admin_shutdown
    [InlineData("57P02", nameof(FailureAction.Reconnect))] // crash_shutdown
    [InlineData("57P03", nameof(FailureAction.Reconnect))] // cannot_connect_now
    [InlineData("08006", nameof(FailureAction.Reconnect))] // connection_failure
    [InlineData("25006", nameof(FailureAction.Reconnect))] // read_only_sql_transaction
    [InlineData("53300", nameof(FailureAction.Reconnect))] // too_many_connections
    [InlineData("23505", nameof(FailureAction.Refuse))] // unique_violation
    [InlineData("53100", nameof(FailureAction.Refuse))] // disk_full
    [InlineData("EN001", nameof(FailureAction.Refuse))]
    [InlineData("99999", nameof(FailureAction.Refuse))] // one that PostgreSQL has not yet
    public void Every_error_has_its_answer(string code, string expected) => Failures.Decide(code).ToString().ShouldBe(expected);

    private async Task<string> NameAsync() => (await schema.AddressAsync()).Schema;
}
