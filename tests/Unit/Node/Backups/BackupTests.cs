using Entente.Node.Access;
using Entente.Node.Backups;
using Entente.Node.Restores;
using Entente.Storage.Blobs;
using Entente.Storage.Copies;
using Entente.Storage.InMemory;
using Entente.Storage.Sqlite;

namespace Entente.Unit.Tests.Node.Backups;

/// <summary>A hub in one file and back, and every way in which that file may be wrong.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-backup-");
    private readonly HubInMemory hub = new();

    private string Source => Path.Combine(folder.FullName, "source");

    private string Target => Path.Combine(folder.FullName, "target");

    private string File => Path.Combine(folder.FullName, "hub.backup");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_hub_moves_from_store_to_store_and_back_with_an_equal_content_hash()
    {
        var manifest = await BackUpAsync();
        var report = await RestoreAsync(await AtAsync(Target));
        await using var sqlite = await SqliteStore.OpenAsync(Path.Combine(Target, "entente.db"), Cancellation);

        report.ContentSha256.ShouldBe(manifest.ContentSha256);
        manifest.Tables.Single(table => table.Table == "entry").Rows.ShouldBeGreaterThan(10);
        manifest.Blobs.Count.ShouldBe(1);
        (await sqlite.TicketsAsync(null, null, 100, Cancellation)).Select(row => row.Key).ShouldContain("SHOP-1");
        HubEpoch.Read(await sqlite.ReadValueAsync(HubEpoch.ValueName, Cancellation)).Number.ShouldBe(2);
        var again = new InMemoryStore();
        var rows = new SqliteCopy(Path.Combine(Target, "entente.db")).ReadAsync(Cancellation);
        await again.Copy().WriteAsync(rows.Where(row => row.TextOrNull(0) != HubEpoch.ValueName), _ => NoValues, Cancellation);
        (await ContentHash.OfAsync(again.Copy().ReadAsync(Cancellation))).Sha256.ShouldBe(manifest.ContentSha256);
    }

    [Fact]
    public async Task A_restored_hub_is_backed_up_under_its_new_epoch_and_restored_into_the_next()
    {
        await BackUpAsync();
        await RestoreAsync(await AtAsync(Target));
        var second = Path.Combine(folder.FullName, "second.backup");
        SecretStore.Open(Target, _ => null);
        var manifest = await new Backup(await AtAsync(Target), hub.Time, _ => { }).WriteAsync(second, null, Cancellation);

        manifest.Epoch.ShouldBe(2);
        await using var backup = await BackupReader.OpenAsync(second, Cancellation);
        (await new Restore(backup, await AtAsync(Path.Combine(folder.FullName, "third")), hub.Time).RunAsync(Cancellation)).Epoch.ShouldBe(3);
    }

    [Fact]
    public async Task Every_altered_byte_is_refused_and_nothing_is_written()
    {
        await BackUpAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        var random = new Random(7);
        for (var i = 0; i < 250; i++)
        {
            var altered = (byte[])whole.Clone();
            altered[i < 80 ? whole.Length - 1 - i : random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            await RefusedAsync(altered);
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_off_anywhere_is_refused()
    {
        await BackUpAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        for (var length = 0; length < whole.Length; length += 1 + whole.Length / 60)
            (await RefusedAsync(whole[..length])).ShouldContain("end");
    }

    [Fact]
    public async Task An_altered_part_is_named()
    {
        await BackUpAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        var blob = (await hub.Attachments.ListAsync(Cancellation).ToListAsync(Cancellation)).Single();
        var at = whole.AsSpan().IndexOf("the log of the till"u8);
        whole[at] ^= 1;

        (await RefusedAsync(whole)).ShouldContain($"blobs/{blob}");
    }

    [Fact]
    public async Task A_journal_that_was_broken_before_the_backup_is_refused()
    {
        await PlayAsync();
        var rows = (await hub.Rows.ReadAsync(Cancellation).ToListAsync(Cancellation)).ConvertAll(Broken);
        var broken = new InMemoryStore();
        await broken.Copy().WriteAsync(rows.ToAsyncEnumerable(), _ => NoValues, Cancellation);
        await BackUpAsync(broken.Copy());

        var refusal = await Should.ThrowAsync<BackupException>(async () => await RestoreAsync(await AtAsync(Target)));
        refusal.Message.ShouldContain("Entry 2 of ticket");
        (await (await AtAsync(Target)).Store.IsEmptyAsync(Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hub_is_never_overwritten()
    {
        await BackUpAsync();
        await RestoreAsync(await AtAsync(Target));

        (await Should.ThrowAsync<BackupException>(async () => await RestoreAsync(await AtAsync(Target))))
            .Message.ShouldContain("Name an empty place");
    }

    [Fact]
    public async Task The_key_is_named_and_is_not_in_the_file()
    {
        var manifest = await BackUpAsync();
        var key = await System.IO.File.ReadAllBytesAsync(Path.Combine(Source, "key"), Cancellation);

        (await System.IO.File.ReadAllBytesAsync(File, Cancellation)).AsSpan().IndexOf(key).ShouldBe(-1);
        (await RestoreAsync(await AtAsync(Target))).KeyAdvice.ShouldNotBeNull().ShouldContain(manifest.KeyFingerprint);
        var third = Path.Combine(folder.FullName, "third");
        Directory.CreateDirectory(third);
        System.IO.File.Copy(Path.Combine(Source, "key"), Path.Combine(third, "key"));
        (await RestoreAsync(await AtAsync(third))).KeyAdvice.ShouldBeNull();
        SecretStore.Open(third, _ => null).Read("zd").ShouldBe("sesame");
    }

    private Task<HubData> AtAsync(string place) => HubData.ToWriteAsync(place, null, hub.Time, Cancellation);

    private static Task<IReadOnlyList<KeyValuePair<string, string>>> NoValues => Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([]);

    /// <summary>A person's payload under somebody else's hash.</summary>
    private static StoreRow Broken(StoreRow row) => row.Table.Name == "entry" && row.Number(1) == 2
        ? row with { Values = [.. row.Values.Select((value, i) => i == 4 ? "{}"u8.ToArray() : value)] }
        : row;

    private async Task<string> RefusedAsync(byte[] bytes)
    {
        await System.IO.File.WriteAllBytesAsync(File, bytes, Cancellation);
        var target = new InMemoryStore();
        var refusal = await Should.ThrowAsync<BackupException>(
            () => RestoreAsync(new HubData(target.Copy(), new InMemoryBlobs(), Target)));
        (await target.Copy().IsEmptyAsync(Cancellation)).ShouldBeTrue();
        return refusal.Message;
    }

    private async Task<RestoreReport> RestoreAsync(HubData target)
    {
        await using var backup = await BackupReader.OpenAsync(File, Cancellation);
        return await new Restore(backup, target, hub.Time).RunAsync(Cancellation);
    }

    private async Task<BackupManifest> BackUpAsync(IStoreCopy? rows = null)
    {
        SecretStore.Open(Source, _ => null).Write("zd", "sesame");
        if (rows is null)
            await PlayAsync();
        using var file = new MemoryStream("the log of the till"u8.ToArray());
        await hub.Attachments.PutAsync(file, 100, Cancellation);
        return await new Backup(new HubData(rows ?? hub.Rows, hub.Attachments, Source), hub.Time, _ => { }).WriteAsync(File, null, Cancellation);
    }

    private async Task PlayAsync()
    {
        hub.AskZendesk("POST", "/api/v2/tickets",
            new { ticket = new { subject = "Checkout fails", tags = new[] { "checkout" }, comment = new { body = "since today" } } });
        await hub.SettleAsync();
    }
}
