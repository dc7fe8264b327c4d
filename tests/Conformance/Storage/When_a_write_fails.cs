using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

public sealed class When_a_write_fails : IDisposable
{
    private readonly SqliteFile file = new();
    private readonly StoreHealth health = new();
    private readonly Session session;
    private readonly GroupCommit commit;

    public When_a_write_fails()
    {
        session = new Session(Connections.OpenWriter(file.FullName));
        Migrations.Run(session);
        commit = new GroupCommit(session, health, FilePresence.Of(file.FullName, StoreTuning.Product));
    }

    public void Dispose()
    {
        session.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task A_refused_operation_does_not_undo_its_neighbours()
    {
        var before = Write("a", 1);
        var refused = new WriteOperation<bool>(
            () =>
            {
                Insert("refused", 1);
                throw new InvalidOperationException("a bug");
            },
            CancellationToken.None);
        var after = Write("b", 1);

        commit.Run([before, refused, after]);

        await before.Outcome;
        await after.Outcome;
        await Should.ThrowAsync<InvalidOperationException>(() => refused.Outcome);
        Names().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_row_that_breaks_a_key_refuses_its_operation_alone()
    {
        var first = Write("a", 1);
        var second = Write("a", 1);

        commit.Run([first, second]);

        await first.Outcome;
        await Should.ThrowAsync<InvalidOperationException>(() => second.Outcome);
        health.IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_operation_writes_nothing()
    {
        var cancelled = new WriteOperation<bool>(() => Insert("a", 1), new CancellationToken(canceled: true));

        commit.Run([cancelled]);

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled.Outcome);
        Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_refuses_the_group_and_the_store_goes_on()
    {
        var pages = session["PRAGMA page_count"].First(row => row.GetInt64(0));
        session[$"PRAGMA max_page_count={pages}"].First(row => row.GetInt64(0));
        var small = Write("small", 1);
        var large = Write("large", 1_000_000);

        commit.Run([small, large]);

        (await Should.ThrowAsync<StorageException>(() => small.Outcome)).Fault.ShouldBe(StorageFault.DiskFull);
        (await Should.ThrowAsync<StorageException>(() => large.Outcome)).Fault.ShouldBe(StorageFault.DiskFull);
        Names().ShouldBeEmpty();

        session["PRAGMA max_page_count=1073741823"].First(row => row.GetInt64(0));
        var again = Write("large", 1_000_000);
        commit.Run([again]);
        (await again.Outcome).ShouldBeTrue();
        health.IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_that_leaves_the_file_unknown_stops_the_store_for_good()
    {
        session["PRAGMA query_only=ON"].Run();
        var operation = Write("a", 1);

        commit.Run([operation]);

        (await Should.ThrowAsync<StorageException>(() => operation.Outcome)).Fault.ShouldBe(StorageFault.Broken);
        Should.Throw<StorageException>(health.ThrowIfBroken).Fault.ShouldBe(StorageFault.Broken);
    }

    [Theory]
    [InlineData(10, 10 | (4 << 8), nameof(WriteAction.Stop))] // SQLITE_IOERR_FSYNC
    [InlineData(10, 10 | (3 << 8), nameof(WriteAction.Stop))] // SQLITE_IOERR_WRITE
    [InlineData(10, 10 | (1 << 8), nameof(WriteAction.Stop))] // SQLITE_IOERR_READ
    [InlineData(10, 10 | (19 << 8), nameof(WriteAction.RefuseGroup))] // SQLITE_IOERR_SHMSIZE
    [InlineData(11, 11, nameof(WriteAction.Stop))] // SQLITE_CORRUPT
    [InlineData(8, 8, nameof(WriteAction.Stop))] // SQLITE_READONLY
    [InlineData(13, 13, nameof(WriteAction.RefuseGroup))] // SQLITE_FULL
    [InlineData(5, 5, nameof(WriteAction.RefuseGroup))] // SQLITE_BUSY
    [InlineData(15, 15, nameof(WriteAction.RefuseGroup))] // SQLITE_PROTOCOL
    [InlineData(19, 19 | (6 << 8), nameof(WriteAction.RefuseOperation))] // SQLITE_CONSTRAINT_PRIMARYKEY
    [InlineData(99, 99, nameof(WriteAction.Stop))] // one that SQLite has not yet
    public void Every_error_has_its_answer(int code, int extended, string expected) =>
        WriteFailures.Decide(code, extended).ToString().ShouldBe(expected);

    private WriteOperation<bool> Write(string name, int length) => new(() => Insert(name, length), CancellationToken.None);

    private bool Insert(string name, int length) =>
        session["INSERT INTO value (name, text) VALUES ($1, $2)"].Run(name, new string('x', length)) == 1;

    private List<string> Names() => session["SELECT name FROM value ORDER BY name"].All(row => row.GetString(0));
}
