using Entente.Conformance.Tests.Storage;
using Entente.Core.Journal;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>RELIABILITY D12: a migration killed at any step of the disk begins again, and nothing that was there is gone.</summary>
public sealed class When_a_migration_is_killed
{
    private static readonly StoreTuning Tuning = new(CrashVfs.Name);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_step_can_be_started_again(int scriptsBefore)
    {
        var earlier = Earlier(scriptsBefore);
        var images = await ImagesOfOpeningAsync(earlier);

        images.Count.ShouldBeGreaterThan(3);
        foreach (var image in images)
            await ShouldOpenAsync(image, scriptsBefore);
    }

    /// <summary>A file as a release with so many scripts left it, with a value in it.</summary>
    private static SortedDictionary<string, byte[]> Earlier(int scripts)
    {
        var disk = new CrashDisk();
        using var folder = new DiskFolder(disk);
        using (var session = new Session(Connections.OpenWriter(folder.StorePath, Tuning)))
        {
            Migrations.Run(session, scripts);
            if (scripts > 0)
                session["INSERT INTO value (name, text) VALUES ('kept', 'yes')"].Run();
        }

        return CrashImage.Of(disk, new Random(1));
    }

    /// <summary>Three cuts after every step: nothing unsynced survives, all of it, some of it.</summary>
    private static async Task<List<SortedDictionary<string, byte[]>>> ImagesOfOpeningAsync(SortedDictionary<string, byte[]> earlier)
    {
        var (disk, images) = (new CrashDisk(earlier), new List<SortedDictionary<string, byte[]>>());
        disk.Done = request =>
        {
            for (var i = 0; i < 3; i++)
                images.Add(CrashImage.Of(disk, new Random((int)request.N * 3 + i)));
        };
        using var folder = new DiskFolder(disk);
        await using var store = await SqliteStore.OpenAsync(folder.StorePath, Tuning, CancellationToken.None);
        disk.Done = null;
        return images;
    }

    private static async Task ShouldOpenAsync(SortedDictionary<string, byte[]> image, int scriptsBefore)
    {
        using var folder = new DiskFolder(new CrashDisk(image));
        await using var store = await SqliteStore.OpenAsync(folder.StorePath, Tuning, CancellationToken.None);

        (await store.ReadValueAsync("kept", CancellationToken.None)).ShouldBe(scriptsBefore > 0 ? "yes" : null);
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "n", TimeSpan.FromSeconds(1), Samples.At(0), CancellationToken.None))
            .ShouldNotBeNull();
        var batch = Samples.Batch(claim.Ticket, await store.LoadAsync(claim, null, CancellationToken.None));
        (await store.AppendAsync(claim, batch, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
    }
}
