using Entente.Conformance.Tests.Storage;
using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>RELIABILITY D14: nothing is acknowledged into a file that has no name any more.</summary>
public sealed class When_a_file_goes_away : IDisposable
{
    private readonly SqliteFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task A_deleted_file_stops_the_store(string ending)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the name of an open file.");
        await using var store = await file.OpenAsync();
        await store.WriteValueAsync("before", "1", Cancellation);

        File.Delete(file.FullName + ending);

        var refusal = await Should.ThrowAsync<StorageException>(() => store.WriteValueAsync("after", "1", Cancellation));
        refusal.Fault.ShouldBe(StorageFault.Broken);
        refusal.Message.ShouldContain(file.FullName);
        await Should.ThrowAsync<StorageException>(() => store.WriteValueAsync("later", "1", Cancellation));
    }

    [Fact]
    public async Task A_replaced_file_stops_the_store()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the name of an open file.");
        await using var store = await file.OpenAsync();
        await store.WriteValueAsync("before", "1", Cancellation);

        File.Move(file.FullName, file.FullName + ".old");
        File.Copy(file.FullName + ".old", file.FullName);

        (await Should.ThrowAsync<StorageException>(() => store.WriteValueAsync("after", "1", Cancellation))).Fault.ShouldBe(StorageFault.Broken);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var blocked = file.FullName + ".blocked";
        await File.WriteAllTextAsync(blocked, "a file where a folder should be", Cancellation);

        var refusal = await Should.ThrowAsync<StorageException>(() => SqliteStore.OpenAsync(Path.Combine(blocked, "journal.db"), Cancellation));

        refusal.Fault.ShouldBe(StorageFault.Broken);
        refusal.Message.ShouldContain(blocked);
    }
}
