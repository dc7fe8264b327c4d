using Entente.Core.Journal;
using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

public sealed class When_a_file_is_opened : IDisposable
{
    private readonly SqliteFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_second_process_is_refused_until_the_first_let_go()
    {
        await using (await file.OpenAsync())
            (await Should.ThrowAsync<StorageException>(file.OpenAsync)).Fault.ShouldBe(StorageFault.InUse);

        await using var store = await file.OpenAsync();
    }

    [Fact]
    public async Task Claims_have_ended_with_the_process_that_held_the_file()
    {
        await using (var dead = await file.OpenAsync())
            (await dead.ClaimTicketAsync(Samples.Zendesk, "north", TimeSpan.FromSeconds(90), Samples.At(0), Cancellation)).ShouldNotBeNull();

        await using var store = await file.OpenAsync();

        (await store.ClaimAsync("south", TimeSpan.FromSeconds(90), Samples.At(1), Cancellation)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Zendesk);
    }

    [Fact]
    public async Task Nobody_else_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var store = await file.OpenAsync();
        await store.WriteValueAsync("name", "value", Cancellation);

#pragma warning disable CA1416 // skipped above
        foreach (var path in (string[])[file.FullName, file.FullName + "-wal", file.FullName + ".lock"])
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_hard_copy_made_under_way_holds_all_that_was_acknowledged()
    {
        await using var store = await file.OpenAsync();
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", TimeSpan.FromSeconds(30), Samples.At(0), Cancellation)).ShouldNotBeNull();
        for (var i = 0; i < 20; i++)
            await store.AppendAsync(claim, Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, Cancellation)), Cancellation);
        using var copied = file.Copy();

        await using var copy = await copied.OpenAsync();

        (await copy.EntriesAsync("t1", 1, 100, Cancellation)).Count.ShouldBe(20);
        var next = (await copy.ClaimTicketAsync(Samples.Zendesk, "south", TimeSpan.FromSeconds(30), Samples.At(1), Cancellation)).ShouldNotBeNull();
        var batch = Samples.Batch(next.Ticket, await copy.LoadAsync(next, null, Cancellation));
        (await copy.AppendAsync(next, batch, Cancellation)).ShouldBe(AppendOutcome.Appended);
    }

    [Fact]
    public async Task A_changed_migration_is_refused()
    {
        await using (await file.OpenAsync())
        {
        }

        using (var session = new Session(Connections.OpenWriter(file.FullName)))
            session["UPDATE migration SET hash = 'other'"].Run();

        (await Should.ThrowAsync<StorageException>(file.OpenAsync)).Fault.ShouldBe(StorageFault.SchemaChanged);
    }

    [Fact]
    public async Task A_migration_of_a_newer_release_is_accepted()
    {
        await using (await file.OpenAsync())
        {
        }

        using (var session = new Session(Connections.OpenWriter(file.FullName)))
            session["INSERT INTO migration (name, hash, readable_since) VALUES ('9999_later.sql', 'hash', '0001')"].Run();

        await using var store = await file.OpenAsync();
    }

    [Fact]
    public async Task What_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(file.FullName, new string('x', 5000), Cancellation);

        (await Should.ThrowAsync<StorageException>(file.OpenAsync)).Fault.ShouldBe(StorageFault.Broken);
    }

    [Fact]
    public async Task A_closed_store_refuses_everything()
    {
        var store = await file.OpenAsync();
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.WriteValueAsync("name", "value", Cancellation));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.ReadValueAsync("name", Cancellation));
    }

    [Fact]
    public async Task A_state_from_before_states_could_lie_behind_stands_at_the_head()
    {
        await using (var store = await file.OpenAsync())
        {
            var lease = TimeSpan.FromSeconds(30);
            var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
            await store.AppendAsync(claim, Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, Cancellation), entries: 2), Cancellation);
        }

        using (var session = new Session(Connections.OpenWriter(file.FullName)))
        {
            session["DROP TABLE audit"].Run();
            session["ALTER TABLE state_copy DROP COLUMN hash"].Run();
            session["ALTER TABLE state_copy DROP COLUMN n"].Run();
            session["ALTER TABLE state_copy RENAME TO state"].Run();
            session["DELETE FROM migration WHERE name >= '0002'"].Run();
        }

        await using var migrated = await file.OpenAsync();
        var reader = new Claim(Samples.Zendesk, "", 0, DateTimeOffset.MinValue);
        (await migrated.LoadAsync(reader, null, Cancellation)).State.ShouldNotBeNull().ShouldSatisfyAllConditions(
            state => state.At.ShouldBe(2),
            state => state.Copy.ShouldBe(Samples.Bytes("state at 2")),
            state => state.Since.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_payload_erased_after_the_copy_comes_empty_so_that_the_fold_refuses_it()
    {
        await using (var store = await file.OpenAsync())
        {
            var lease = TimeSpan.FromSeconds(30);
            var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
            var batch = Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, Cancellation), entries: 2);
            await store.AppendAsync(claim, batch with { State = null }, Cancellation);
        }

        using (var session = new Session(Connections.OpenWriter(file.FullName)))
            session["DELETE FROM payload WHERE id = 1"].Run();

        await using var reopened = await file.OpenAsync();
        var reader = new Claim(Samples.Zendesk, "", 0, DateTimeOffset.MinValue);
        (await reopened.LoadAsync(reader, null, Cancellation)).State.ShouldNotBeNull()
            .Since.Select(payload => payload.Length > 0).ShouldBe([false, true]);
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_entry_and_its_hashes()
    {
        await using (var store = await file.OpenAsync())
        {
            var claimed = await store.ClaimTicketAsync(Samples.Zendesk, "north", TimeSpan.FromSeconds(30), Samples.At(0), Cancellation);
            var claim = claimed.ShouldNotBeNull();
            var batch = Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, Cancellation));
            await store.AppendAsync(claim, batch with { Entries = [batch.Entries[0] with { PayloadHash = "salted" }] }, Cancellation);
        }

        using (var session = new Session(Connections.OpenWriter(file.FullName)))
            session["DELETE FROM payload"].Run();

        await using var reopened = await file.OpenAsync();
        var entry = (await reopened.EntriesAsync("t1", 1, 10, Cancellation)).ShouldHaveSingleItem().Entry;
        entry.Payload.ShouldBeEmpty();
        entry.PayloadHash.ShouldBe("salted");
        entry.Hash.ShouldBe(Samples.Entry(1, "").Hash);
    }
}
