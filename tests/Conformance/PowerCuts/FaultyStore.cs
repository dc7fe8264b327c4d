using Entente.Conformance.Tests.Storage;
using Entente.Core.Journal;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>A store on a disk that fails when it is told to, and what the store acknowledged.</summary>
internal sealed class FaultyStore : IAsyncDisposable
{
    private readonly DiskFolder folder;
    private readonly StoreTuning tuning;

    private FaultyStore(CrashDisk disk, DiskFolder folder, StoreTuning tuning, SqliteStore store) =>
        (Disk, this.folder, this.tuning, Store) = (disk, folder, tuning, store);

    public CrashDisk Disk { get; }

    public SqliteStore Store { get; }

    public Acknowledged Promised { get; private set; } = Acknowledged.Nothing;

    /// <summary>A store with some traffic behind it.</summary>
    public static async Task<FaultyStore> OpenAsync(int operationsPerPass = 1000)
    {
        var (disk, tuning) = (new CrashDisk(), new StoreTuning(CrashVfs.Name, OperationsPerPass: operationsPerPass));
        var folder = new DiskFolder(disk);
        var faulty = new FaultyStore(disk, folder, tuning, await SqliteStore.OpenAsync(folder.StorePath, tuning, CancellationToken.None));
        await new Traffic(faulty.Store, 1, answer => faulty.Promised = answer(faulty.Promised)).RunAsync(2);
        return faulty;
    }

    /// <summary>Claims, appends one entry, gives back.</summary>
    public async Task AppendAsync(TicketAddress ticket)
    {
        var claim = (await Store.ClaimTicketAsync(ticket, "north", TimeSpan.FromSeconds(30), Samples.At(10), CancellationToken.None))
            .ShouldNotBeNull();
        var work = await Store.LoadAsync(claim, null, CancellationToken.None);
        var batch = Samples.Batch(ticket, work) with
        {
            Row = Samples.Row(ticket, $"native-{ticket.Id}"),
            Effects = [Samples.Effect(ticket, $"{ticket.Id}/{work.Head + 1}")],
            Release = new Release(null),
        };
        (await Store.AppendAsync(claim, batch, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
        Promised = Promised with { Heads = Promised.Heads.SetItem(ticket.Id, (work.Head + 1, batch.Entries[^1].Hash)) };
    }

    /// <summary>What lies on the disk is all that was acknowledged, whole, whatever of the rest survives a power cut now.</summary>
    public async Task ShouldBeWholeAsync(int seed)
    {
        SortedDictionary<string, byte[]> image;
        lock (Disk.Turn)
            image = CrashImage.Of(Disk, new Random(seed));
        using var copy = new DiskFolder(new CrashDisk(image));
        var verdict = await Verdict.OfAsync(copy.Path, tuning, Promised);
        verdict.Lost.ShouldBeEmpty();
        verdict.Corrupt.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Dispose();
    }
}
