using Entente.Conformance.Tests.Storage;
using Entente.Storage;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>RELIABILITY D02, D03 and D05: a full disk passes, a failed sync stops the store, a lock is waited for.</summary>
public sealed class When_the_disk_fails
{
    private const int Full = 13;
    private const int Busy = 5;
    private const int FailedSync = 10 | (4 << 8);
    private const int ReadOnly = 8;

    [Theory]
    [InlineData(1000, "the writer fills the log")]
    [InlineData(1, "the checkpointer grows the file")]
    public async Task A_disk_full_at_any_write_refuses_and_goes_on_when_there_is_space(int operationsPerPass, string why)
    {
        var refusals = 0;
        for (var first = 1; first <= 40; first++)
        {
            await using var faulty = await FaultyStore.OpenAsync(operationsPerPass);
            var writes = 0;
            Fail(faulty, request => request.Step == DiskStep.Write && ++writes >= first ? Full : 0);

            var refusal = await Record.ExceptionAsync(() => faulty.AppendAsync(Traffic.All[1]));
            var intake = await Record.ExceptionAsync(() => faulty.Store.NoticeAsync(Samples.Notice(Traffic.All[0], "late"), CancellationToken.None));
            Fail(faulty, null);

            foreach (var refused in new[] { refusal, intake }.OfType<StorageException>())
                refused.Fault.ShouldBe(StorageFault.DiskFull, why);
            refusals += refusal is null ? 0 : 1;
            await faulty.AppendAsync(Traffic.All[1]);
            (await faulty.Store.NoticeAsync(Samples.Notice(Traffic.All[0], "late"), CancellationToken.None)).ShouldBe(intake is not null);
            await faulty.ShouldBeWholeAsync(first);
        }

        refusals.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_failed_sync_is_never_tried_again()
    {
        var failed = 0;
        for (var at = 1; at <= 6; at++)
        {
            await using var faulty = await FaultyStore.OpenAsync();
            var syncs = 0;
            Fail(faulty, request => request.Step == DiskStep.Sync && ++syncs == at ? FailedSync : 0);
            var refusal = await FirstRefusalAsync(faulty, 6);

            refusal.ShouldNotBeNull().Fault.ShouldBe(StorageFault.Broken);
            syncs.ShouldBe(at, "nothing more is synced");
            failed++;
            Fail(faulty, null);
            (await Should.ThrowAsync<StorageException>(() => faulty.AppendAsync(Traffic.All[0]))).Fault.ShouldBe(StorageFault.Broken);
            (await Should.ThrowAsync<StorageException>(() => faulty.Store.ReadValueAsync("cursor", CancellationToken.None))).Fault
                .ShouldBe(StorageFault.Broken);
            for (var seed = 0; seed < 10; seed++)
                await faulty.ShouldBeWholeAsync(seed);
        }

        failed.ShouldBe(6);
    }

    [Fact]
    public async Task A_disk_that_became_read_only_stops_the_store_and_says_so()
    {
        await using var faulty = await FaultyStore.OpenAsync();
        Fail(faulty, request => request.Step == DiskStep.Write ? ReadOnly : 0);

        var refusal = await Should.ThrowAsync<StorageException>(() => faulty.AppendAsync(Traffic.All[0]));

        refusal.Fault.ShouldBe(StorageFault.Broken);
        refusal.Message.ShouldContain("readonly");
        await faulty.ShouldBeWholeAsync(1);
    }

    [Fact]
    public async Task A_lock_that_stays_is_waited_for_then_refused_and_the_store_goes_on()
    {
        await using var faulty = await FaultyStore.OpenAsync();
        var asked = 0;
        Fail(faulty, request => request.Step == DiskStep.Lock && ++asked > 0 ? Busy : 0);

        var write = await Should.ThrowAsync<StorageException>(() => faulty.AppendAsync(Traffic.All[0]));
        var read = await Should.ThrowAsync<StorageException>(() => faulty.Store.ReadValueAsync("cursor", CancellationToken.None));
        Fail(faulty, null);

        write.Fault.ShouldBe(StorageFault.Busy);
        read.Fault.ShouldBe(StorageFault.Busy);
        asked.ShouldBeGreaterThan(100, "30 seconds are waited");
        await faulty.AppendAsync(Traffic.All[0]);
        await faulty.ShouldBeWholeAsync(1);
    }

    private static async Task<StorageException?> FirstRefusalAsync(FaultyStore faulty, int appends)
    {
        for (var i = 0; i < appends; i++)
            if (await Record.ExceptionAsync(() => faulty.AppendAsync(Traffic.All[i % Traffic.All.Count])) is StorageException refusal)
                return refusal;
        return null;
    }

    private static void Fail(FaultyStore faulty, Func<DiskRequest, int>? fault)
    {
        lock (faulty.Disk.Turn)
            faulty.Disk.Fault = fault;
    }
}
