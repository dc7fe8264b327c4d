using Entente.Core.Journal;
using Entente.Storage.Sqlite;

using static Entente.Unit.Tests.Node.Audit.Tampering;

namespace Entente.Unit.Tests.Node.Audit;

/// <summary>
/// The tamper table (RELIABILITY P15): everything that somebody can do to a store's file without the hub's key, done to a real one, is found and
/// the record named.
/// </summary>
public sealed class TamperTests : IAsyncLifetime
{
    private const int Acts = 12;
    private const int Tickets = 3;
    private const int Entries = 5;

    private AuditedFolder folder = null!;
    private Session file = null!;

    public async ValueTask InitializeAsync()
    {
        folder = await AuditedFolder.MakeAsync(Acts, Tickets, Entries);
        file = folder.Open();
        Remember(file);
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_nobody_touched_is_all_as_written()
    {
        var report = await folder.CheckAsync();

        report.Findings.ShouldBeEmpty();
        (report.Audit, report.Tickets, report.Entries, report.Envelopes).ShouldBe((Acts + 3, Tickets, Tickets * Entries, Tickets * Entries));
        report.Checkpoints.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task What_other_nodes_of_a_shared_store_did_since_is_no_finding_and_a_cut_end_is_one()
    {
        await folder.RecordAsync((AuditActs.NodeStarted, "checkpoint 40"), (AuditActs.NodeStarted, "checkpoint 2"), (AuditActs.NodeStopped, ""));

        (await folder.CheckAsync()).Findings.ShouldNotBeEmpty();
        (await folder.CheckSharedAsync()).Findings.ShouldBeEmpty();
        Run(file, "DELETE FROM audit WHERE n > 5");
        (await folder.CheckSharedAsync()).Findings.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("audit", "n at who what subject outcome seal prev_hash hash")]
    [InlineData("entry", "ticket n at kind payload payload_hash prev_hash hash")]
    [InlineData("payload", "id body salt")]
    [InlineData("lane", "twin from_ticket epoch seq to_ticket kind envelope prev_hash hash")]
    [InlineData("ticket", "id head head_hash")]
    public async Task A_flip_in_any_column_of_any_row_is_found(string table, string columns)
    {
        var flips = 0;
        var random = new Random(7);
        foreach (var column in columns.Split(' '))
            foreach (var key in Keys(file, table))
            {
                if (!Flip(file, table, column, key, random))
                    continue;
                await ShouldBeFoundAsync($"{table}.{column} of {key}");
                flips++;
                Restore(file);
            }

        flips.ShouldBeGreaterThan(columns.Split(' ').Length * 3 - 3);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("entry")]
    [InlineData("payload")]
    [InlineData("lane")]
    [InlineData("ticket")]
    public async Task A_deletion_of_any_row_is_found(string table)
    {
        foreach (var key in Keys(file, table))
            await DoneShouldBeFoundAsync($"deletion of {table} {key}", () => Run(file, $"DELETE FROM {table} WHERE {key}"));
    }

    [Theory]
    [InlineData("audit", "at who what subject outcome seal prev_hash hash")]
    [InlineData("audit", "at who what subject outcome seal")]
    [InlineData("entry", "at kind payload payload_hash prev_hash hash")]
    [InlineData("entry", "payload")]
    [InlineData("payload", "body salt")]
    [InlineData("lane", "envelope prev_hash hash")]
    [InlineData("lane", "envelope")]
    public async Task A_swap_of_neighbours_is_found(string table, string columns)
    {
        var keys = Keys(file, table);
        for (var i = 1; i < keys.Count; i++)
            await DoneShouldBeFoundAsync($"swap of {table} {keys[i - 1]} and {keys[i]}", () => Swap(file, table, columns, (keys[i - 1], keys[i])));
    }

    [Fact]
    public async Task An_audit_log_cut_off_at_any_length_is_found()
    {
        for (var length = 0; length < Acts + 3; length++)
            await DoneShouldBeFoundAsync($"audit cut at {length}", () => Run(file, $"DELETE FROM audit WHERE n > {length}"));
    }

    [Fact]
    public async Task A_ticket_or_a_lane_cut_off_at_any_length_is_found()
    {
        for (var length = 0; length < Entries; length++)
        {
            await DoneShouldBeFoundAsync($"ticket cut at {length}", () =>
            {
                Run(file, $"DELETE FROM entry WHERE ticket = 'ticket-1' AND n > {length}");
                Run(file, $"UPDATE ticket SET head = {length}, head_hash = coalesce({HashAt(length)}, '') WHERE id = 'ticket-1'");
            });
            await DoneShouldBeFoundAsync($"lane cut at {length}",
                () => Run(file, $"DELETE FROM lane WHERE from_ticket = 'ticket-1' AND seq > {length}"));
        }

        await DoneShouldBeFoundAsync("a ticket gone whole", () =>
        {
            Run(file, "DELETE FROM entry WHERE ticket = 'ticket-1'");
            Run(file, "DELETE FROM ticket WHERE id = 'ticket-1'");
        });
    }

    [Fact]
    public async Task An_audit_log_written_anew_with_hashes_that_fit_is_found()
    {
        for (var from = 1; from <= Acts + 3; from++)
            await DoneShouldBeFoundAsync($"audit anew from {from}", () => RechainAudit(file, from));
        var copied = Chains.Audit(file, 3, 1)[0].Act;
        await DoneShouldBeFoundAsync("an act again", () => AddAct(file, copied));
        await DoneShouldBeFoundAsync("one act more", () => AddAct(file, copied with { On = "another", Seal = new string('0', 64) }));
    }

    [Fact]
    public async Task A_ticket_written_anew_with_hashes_that_fit_is_found()
    {
        for (var from = 1; from <= Entries; from++)
            await DoneShouldBeFoundAsync($"ticket anew from {from}", () => RechainTicket(file, "ticket-1", from));
        await DoneShouldBeFoundAsync("one entry more", () => RechainTicket(file, "ticket-1", Entries + 1));
    }

    [Fact]
    public async Task A_lane_written_anew_or_longer_is_found()
    {
        for (var from = 1; from <= Entries; from++)
            await DoneShouldBeFoundAsync($"lane anew from {from}", () => RechainLane(file, "ticket-1", from));
        await DoneShouldBeFoundAsync("one envelope more", () => RechainLane(file, "ticket-1", Entries + 1));
    }

    [Fact]
    public async Task Every_byte_of_the_checkpoints_counts()
    {
        var bytes = await File.ReadAllBytesAsync(folder.CheckpointPath);
        for (var i = 0; i < bytes.Length; i += 3)
        {
            var flipped = bytes.ToArray();
            flipped[i] ^= 1;
            await File.WriteAllBytesAsync(folder.CheckpointPath, flipped);
            await ShouldBeFoundAsync($"checkpoint byte {i}");
        }
    }

    [Fact]
    public async Task Checkpoints_removed_swapped_or_cut_off_are_found()
    {
        var lines = await File.ReadAllLinesAsync(folder.CheckpointPath);
        for (var i = 0; i < lines.Length - 1; i++)
        {
            await File.WriteAllLinesAsync(folder.CheckpointPath, lines.Where((_, at) => at != i));
            await ShouldBeFoundAsync($"checkpoint {i + 1} removed");
            await File.WriteAllLinesAsync(folder.CheckpointPath, lines.Select((line, at) => at == i ? lines[i + 1] : at == i + 1 ? lines[i] : line));
            await ShouldBeFoundAsync($"checkpoint {i + 1} swapped");
        }

        for (var length = 0; length < lines.Length; length++)
        {
            await File.WriteAllLinesAsync(folder.CheckpointPath, lines.Take(length));
            await ShouldBeFoundAsync($"checkpoints cut at {length}");
        }

        File.Delete(folder.CheckpointPath);
        await ShouldBeFoundAsync("no checkpoints");
    }

    [Theory]
    [InlineData("epoch 2", true)]
    [InlineData("epoch 1", false)]
    public async Task Checkpoints_may_begin_anew_once_after_each_restore(string epoch, bool isSound)
    {
        File.Delete(folder.CheckpointPath);
        await folder.RecordAsync((AuditActs.Restored, epoch), (AuditActs.NodeStarted, "checkpoint 0"));

        (await folder.CheckAsync()).Findings.Count.ShouldBe(isSound ? 0 : 2);
    }

    [Fact]
    public async Task A_head_that_was_noted_down_shows_a_store_put_back_whole()
    {
        var report = await folder.CheckAsync();
        var later = new ChainMark(report.Audit + 5, new string('a', 64));

        (await folder.CheckAsync(ChainMark.Parse(report.Head))).Findings.ShouldBeEmpty();
        (await folder.CheckAsync(later)).Findings.ShouldHaveSingleItem().Record.ShouldBe($"audit {later.N}");
        (await folder.CheckAsync(new ChainMark(2, later.Hash))).Findings.ShouldHaveSingleItem().Record.ShouldBe("audit 2");
    }

    private static string HashAt(int n) => $"(SELECT hash FROM entry WHERE ticket = 'ticket-1' AND n = {n})";

    private async Task ShouldBeFoundAsync(string what) => (await folder.CheckAsync()).Findings.ShouldNotBeEmpty(what);

    /// <summary>Tampers, checks, and puts it back.</summary>
    private async Task DoneShouldBeFoundAsync(string what, Action tamper)
    {
        tamper();
        await ShouldBeFoundAsync(what);
        Restore(file);
    }
}
