using System.Globalization;
using Entente.Conformance.Tests.Storage;
using Entente.Core.Journal;
using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>What is wrong with a disk after a power cut; each list is empty when nothing is.</summary>
/// <param name="Lost">What had been acknowledged and is gone.</param>
/// <param name="Corrupt">What no power cut explains.</param>
internal sealed record Verdict(IReadOnlyList<string> Lost, IReadOnlyList<string> Corrupt)
{
    /// <summary>Opens the store as a hub would after the cut, reads all of it, and writes on.</summary>
    public static async Task<Verdict> OfAsync(string folder, StoreTuning tuning, Acknowledged promised)
    {
        var (lost, corrupt) = (new List<string>(), new List<string>());
        try
        {
            await using var store = await SqliteStore.OpenAsync(Path.Combine(folder, "journal.db"), tuning, CancellationToken.None);
            await CheckTicketsAsync(store, promised, lost, corrupt);
            await CheckOutsideAsync(store, promised, lost);
            using (var file = new Session(Connections.OpenReader(Path.Combine(folder, "journal.db"), tuning)))
                CheckFile(file, promised, lost, corrupt);
            await CheckGoesOnAsync(store, corrupt);
        }
        catch (Exception failure) when (failure is StorageException or InvalidOperationException or Microsoft.Data.Sqlite.SqliteException)
        {
            corrupt.Add($"{failure.GetType().Name}: {failure.Message}");
        }

        return new Verdict(lost, corrupt);
    }

    private static async Task CheckTicketsAsync(SqliteStore store, Acknowledged promised, List<string> lost, List<string> corrupt)
    {
        foreach (var ticket in Traffic.All)
        {
            var entries = await store.EntriesAsync(ticket.Id, 1, int.MaxValue, CancellationToken.None);
            for (var i = 0; i < entries.Count; i++)
                if (!Verifies(ticket.Id, entries[i].Entry, i + 1, i == 0 ? "" : entries[i - 1].Entry.Hash))
                    corrupt.Add($"entry {ticket.Id}/{i + 1} does not verify");

            var (n, hash) = promised.Heads.GetValueOrDefault(ticket.Id, (0, ""));
            if (n > entries.Count)
                lost.Add($"entries {ticket.Id}/{entries.Count + 1} to {n}");
            else if (n > 0 && entries[(int)n - 1].Entry.Hash != hash)
                corrupt.Add($"entry {ticket.Id}/{n} is another");
            else if (n > 0 && await store.EffectAsync($"{ticket.Id}/{n}", CancellationToken.None) is null)
                corrupt.Add($"the effect of entry {ticket.Id}/{n} is not there");
        }
    }

    private static bool Verifies(string ticket, JournalEntry entry, long n, string previous) =>
        entry.N == n
        && entry.PreviousHash == previous
        && entry.PayloadHash == EntryChain.PayloadHash(entry.Salt, entry.Payload)
        && entry.Hash == EntryChain.Hash(ticket, n, entry.At, entry.Kind, entry.PayloadHash, previous);

    /// <summary>What no interface of the store shows: the pages, and lanes that were taken.</summary>
    private static void CheckFile(Session file, Acknowledged promised, List<string> lost, List<string> corrupt)
    {
        var answer = file["PRAGMA integrity_check"].First(row => row.GetString(0));
        if (answer != "ok")
            corrupt.Add(answer!);
        var ends = new Dictionary<string, (long Seq, string Hash)>(StringComparer.Ordinal);
        foreach (var message in Chains.Lanes(file, null, int.MaxValue))
        {
            var isNext = (message.Seq - 1, message.PreviousHash) == ends.GetValueOrDefault(message.FromTicket, (0, ""));
            if (!isNext || EntryChain.LaneHash(message) != message.Hash)
                corrupt.Add($"envelope {message.FromTicket}/{message.Seq} does not verify");
            ends[message.FromTicket] = (message.Seq, message.Hash);
        }

        foreach (var (from, seq) in promised.Sent)
            if (ends.GetValueOrDefault(from).Seq < seq)
                lost.Add($"envelope {from}/{seq}");
    }

    private static async Task CheckOutsideAsync(SqliteStore store, Acknowledged promised, List<string> lost)
    {
        foreach (var (name, value) in promised.Values)
            if (await store.ReadValueAsync(name, CancellationToken.None) is not { } text || long.Parse(text, CultureInfo.InvariantCulture) < value)
                lost.Add($"value {name} = {value}");
        var isNew = await Task.WhenAll(promised.Deliveries.Select(delivery => store.NoticeAsync(delivery, CancellationToken.None)));
        lost.AddRange(promised.Deliveries.Where((_, i) => isNew[i]).Select(delivery => $"notice {delivery.Delivery}"));
    }

    private static async Task CheckGoesOnAsync(SqliteStore store, List<string> corrupt)
    {
        var ticket = Traffic.All[0];
        var claim = (await store.ClaimTicketAsync(ticket, "judge", TimeSpan.FromSeconds(1), Samples.At(100_001), CancellationToken.None))
            .ShouldNotBeNull();
        var work = await store.LoadAsync(claim, null, CancellationToken.None);
        if (await store.AppendAsync(claim, Samples.Batch(ticket, work) with { Row = Row(ticket) }, CancellationToken.None) != AppendOutcome.Appended)
            corrupt.Add("it does not go on");
    }

    private static TicketRow Row(TicketAddress ticket) => Samples.Row(ticket, nativeId: $"native-{ticket.Id}", key: "K", second: 0);
}
