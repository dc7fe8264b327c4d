using System.Collections.Concurrent;

using Entente.Core.Journal;
using Entente.Servers;
using Entente.Storage.Postgres;

namespace Entente.Conformance.Tests.Storage;

/// <summary>
/// Two nodes under load on a server that is taken from under them: what was acknowledged is there, once, in order; the nodes go on.
/// </summary>
public sealed class When_postgres_goes_away(PostgresRun run)
{
    private const int Tickets = 24;
    private const int Rounds = 12;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_of_the_server_loses_nothing_that_was_acknowledged()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        var address = PostgresAddress.Parse(server.AddressOf("public"));
        var crashes = 0;

        await RunAsync(
            () => PostgresStore.OpenAsync(address, TimeProvider.System, Cancellation),
            async () =>
            {
                await server.StopImmediatelyAsync();
                await server.StartAgainAsync();
                crashes++;
            },
            most: 4);

        crashes.ShouldBeGreaterThan(0);
    }

    /// <summary>RELIABILITY D07: a session that is cut off at any moment leaves an append in doubt, and the store decides it by looking.</summary>
    [Fact]
    public async Task Sessions_that_are_cut_off_leave_no_append_in_doubt()
    {
        var schema = run.NextSchema();
        const string CutSql = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'entente' AND pid <> pg_backend_pid() AND random() < 0.3
            """;

        await RunAsync(schema.OpenAsync, () => schema.RunAsync(CutSql), most: 40);
    }

    /// <summary>A claim need not be durable before something is appended under it: a crash may take the first one back, and its ticket.</summary>
    [Fact]
    public async Task A_claim_that_a_crash_took_back_finds_nothing_and_writes_nothing()
    {
        var schema = run.NextSchema();
        await using var store = await schema.OpenAsync();
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", Lease, Now, Cancellation)).ShouldNotBeNull();
        await schema.RunAsync("DELETE FROM ticket");

        var work = await store.LoadAsync(claim, null, Cancellation);

        (work.Head, work.Notices.Count, work.Inbox.Count).ShouldBe((0, 0, 0));
        (await store.AppendAsync(claim, Samples.Batch(claim.Ticket, work), Cancellation)).ShouldBe(AppendOutcome.Fenced);
        await store.ReleaseAsync(claim, null, Cancellation);
    }

    private static async Task RunAsync(Func<Task<PostgresStore>> open, Func<Task> trouble, int most)
    {
        await using var first = await open();
        await using var second = await open();
        for (var i = 0; i < Tickets; i++)
            await first.NoticeAsync(Samples.Notice(Ticket(i), $"d{i}") with { ReceivedAt = Now }, Cancellation);
        var acknowledged = new ConcurrentDictionary<string, long>();
        var work = Task.WhenAll(Enumerable.Range(0, 6).Select(
            worker => WorkAsync(worker % 2 == 0 ? first : second, $"node-{worker}", acknowledged)));
        for (var times = 0; times < most && !work.IsCompleted; times++)
        {
            await trouble();
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(150), Cancellation));
        }

        await work;
        for (var i = 0; i < Tickets; i++)
            await JudgeAsync(first, i, acknowledged[Ticket(i).Id]);
    }

    /// <summary>Each ticket sends to the next, so that lanes, wakes and claims are all under way.</summary>
    private static async Task WorkAsync(PostgresStore store, string node, ConcurrentDictionary<string, long> acknowledged)
    {
        while (acknowledged.Count < Tickets || acknowledged.Values.Any(head => head < Rounds))
        {
            if (await store.ClaimAsync(node, Lease, Now, Cancellation) is not { } claim)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);
                continue;
            }

            var work = await store.LoadAsync(claim, null, Cancellation);
            if (work.Head >= Rounds)
            {
                await store.ReleaseAsync(claim, null, Cancellation);
                continue;
            }

            var batch = Next(claim.Ticket, work);
            if (await store.AppendAsync(claim, batch, Cancellation) == AppendOutcome.Appended)
                acknowledged.AddOrUpdate(claim.Ticket.Id, batch.Entries[^1].N, (_, known) => Math.Max(known, batch.Entries[^1].N));
        }
    }

    private static Batch Next(TicketAddress ticket, TicketWork work)
    {
        var number = int.Parse(ticket.Id[1..]);
        var batch = Samples.Batch(ticket, work);
        var sent = Samples.Message(ticket, Ticket((number + 1) % Tickets), 1, batch.Entries[^1].N) with { Twin = $"twin-{number}" };
        return batch with { Sends = [sent], Release = new Release(batch.Entries[^1].N < Rounds ? Now : null) };
    }

    private static async Task JudgeAsync(PostgresStore store, int number, long acknowledged)
    {
        acknowledged.ShouldBe(Rounds);
        var entries = await store.EntriesAsync(Ticket(number).Id, 1, 1000, Cancellation);
        entries.Select(stored => stored.Entry.N).ShouldBe(Enumerable.Range(1, Rounds).Select(n => (long)n));
        var receiver = Ticket((number + 1) % Tickets);
        var claim = (await store.ClaimTicketAsync(receiver, "judge", Lease, Now + Lease, Cancellation)).ShouldNotBeNull();
        var inbox = (await store.LoadAsync(claim, null, Cancellation)).Inbox;
        inbox.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, Rounds).Select(n => (long)n));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static TicketAddress Ticket(int number) => new($"t{number:000}", "mercuri", "zd");
}
