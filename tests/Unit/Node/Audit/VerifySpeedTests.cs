using System.Globalization;

using Entente.Core.Journal;
using Entente.Node.Access;
using Entente.Node.Audit;
using Entente.Storage.Sqlite;

namespace Entente.Unit.Tests.Node.Audit;

/// <summary>
/// RELIABILITY 5: a million entries are verified within 20 s. <c>ENTENTE_VERIFY_ENTRIES</c> says how many there are; 20,000 otherwise, within ten
/// seconds.
/// </summary>
public sealed class VerifySpeedTests
{
    private const double SecondsPerMillion = 20;
    private const int EntriesPerTicket = 100;

    private static readonly int Entries =
        int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_VERIFY_ENTRIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : 20_000;

    [Fact]
    public async Task Entries_are_verified_at_fifty_thousand_a_second()
    {
        var folder = Directory.CreateTempSubdirectory("entente-");
        try
        {
            var secrets = SecretStore.Open(folder.FullName, _ => null);
            await FillAsync(Path.Combine(folder.FullName, "entente.db"), new EntryChain(secrets.JournalKey()));

            var began = TimeProvider.System.GetTimestamp();
            var report = await StoreCheck.RunAsync(folder.FullName, null, null, CancellationToken.None);
            var took = TimeProvider.System.GetElapsedTime(began);

            Console.WriteLine($"audit verify: {report.Entries} entries in {took.TotalSeconds:0.00} s");
            report.Findings.ShouldBeEmpty();
            report.Entries.ShouldBe(Entries);
            took.TotalSeconds.ShouldBeLessThan(Math.Max(10, SecondsPerMillion * Entries / 1_000_000)); // a small run says little on a busy machine
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(string path, EntryChain chain)
    {
        await using var store = await SqliteStore.OpenAsync(path, CancellationToken.None);
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var tickets = Enumerable.Range(0, Entries / EntriesPerTicket).Select(i => new TicketAddress($"ticket-{i:000000}", "infinity", "zd"));
        foreach (var some in tickets.Chunk(64))
            await Task.WhenAll(some.Select(ticket => FillAsync(store, chain, ticket, at)));
    }

    private static async Task FillAsync(SqliteStore store, EntryChain chain, TicketAddress ticket, DateTimeOffset at)
    {
        var claim = (await store.ClaimTicketAsync(ticket, "a", TimeSpan.FromSeconds(30), at, CancellationToken.None)).ShouldNotBeNull();
        var payload = new byte[600];
        var entries = new List<JournalEntry>();
        for (var n = 1; n <= EntriesPerTicket; n++)
            entries.Add(chain.Next(ticket.Id, n, at, "observed", payload, entries is [.., var last] ? last.Hash : ""));
        var row = new TicketRow(ticket, ticket.Id, null, null, "", at);
        (await store.AppendAsync(claim, new Batch { Entries = entries, Row = row }, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
    }
}
