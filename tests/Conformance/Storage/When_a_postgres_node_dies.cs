using System.Collections.Concurrent;

using Entente.Core.Journal;
using Entente.Storage.Postgres;

namespace Entente.Conformance.Tests.Storage;

/// <summary>Nodes see each other by the locks that their sessions hold: no list of members, no vote.</summary>
public sealed class When_a_postgres_node_dies(PostgresRun run) : IAsyncLifetime
{
    private const string GhostSql = "INSERT INTO node (name, key) VALUES ('ghost', 4711)";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PostgresSchema schema = run.NextSchema();
    private readonly ConcurrentQueue<string> heard = [];
    private PostgresStore store = null!;
    private PostgresPresence south = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        store = await schema.OpenAsync();
        south = await PostgresPresence.StartAsync(
            store, "south", new PresenceEvents(() => heard.Enqueue("wake"), () => heard.Enqueue("secrets"), heard.Enqueue), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await south.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Its_claims_end_at_once_and_what_it_still_writes_is_fenced()
    {
        var (claim, command) = (await ClaimAsync(Samples.Zendesk, "ghost"), await ClaimAsync(Samples.Jira, "ghost/command-1"));
        var other = await ClaimAsync(new TicketAddress("t3", "mercuri", "zd"), "ghostly");
        await schema.RunAsync(GhostSql);

        await UntilAsync(async () => await store.ClaimTicketAsync(Samples.Jira, "south", Lease, Now, Cancellation) is not null);

        (await store.ClaimAsync("south", Lease, Now, Cancellation)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Zendesk);
        foreach (var late in (Claim[])[claim, command])
            (await store.AppendAsync(late, Samples.Batch(late.Ticket, new TicketWork(0, "", null, [], [])), Cancellation))
                .ShouldBe(AppendOutcome.Fenced);
        (await store.RenewAsync(other, Lease, Now, Cancellation)).ShouldBeTrue();
        heard.ShouldContain("wake");
    }

    [Fact]
    public async Task A_node_that_lives_keeps_its_claims_while_a_dead_one_is_buried()
    {
        await using var second = await schema.OpenAsync();
        await using var north = await PostgresPresence.StartAsync(second, "north", new PresenceEvents(() => { }, () => { }, _ => { }), Cancellation);
        await ClaimAsync(Samples.Zendesk, "north");
        await schema.RunAsync(GhostSql);

        await UntilAsync(async () => await schema.CountAsync("SELECT count(*) FROM node WHERE name = 'ghost'") == 0);

        (await store.ClaimTicketAsync(Samples.Zendesk, "south", Lease, Now, Cancellation)).ShouldBeNull();
        (await schema.CountAsync("SELECT count(*) FROM node")).ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_leaves_gives_everything_back()
    {
        await using var second = await schema.OpenAsync();
        var north = await PostgresPresence.StartAsync(second, "north", new PresenceEvents(() => { }, () => { }, _ => { }), Cancellation);
        await ClaimAsync(Samples.Zendesk, "north");
        (await north.TakeDutyAsync("poll:zd", Lease, Cancellation)).ShouldBeTrue();
        (await south.TakeDutyAsync("poll:zd", Lease, Cancellation)).ShouldBeFalse();

        await north.DisposeAsync();

        (await store.ClaimTicketAsync(Samples.Zendesk, "south", Lease, Now, Cancellation)).ShouldNotBeNull();
        (await south.TakeDutyAsync("poll:zd", Lease, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_duty_is_kept_by_who_has_it_passes_on_when_its_lease_ends_and_when_its_node_dies()
    {
        (await south.TakeDutyAsync("poll:zd", Lease, Cancellation)).ShouldBeTrue();
        (await south.TakeDutyAsync("poll:zd", Lease, Cancellation)).ShouldBeTrue();
        await schema.RunAsync("INSERT INTO duty VALUES ('poll:jr', 'slow', now() - interval '1 second')");
        await schema.RunAsync("INSERT INTO duty VALUES ('poll:sn', 'ghost', now() + interval '1 hour')");

        (await south.TakeDutyAsync("poll:jr", Lease, Cancellation)).ShouldBeTrue();
        (await south.TakeDutyAsync("poll:sn", Lease, Cancellation)).ShouldBeFalse();
        await schema.RunAsync(GhostSql);
        await UntilAsync(() => south.TakeDutyAsync("poll:sn", Lease, Cancellation));
    }

    [Fact]
    public async Task What_one_node_tells_the_others_hear()
    {
        await using var second = await schema.OpenAsync();
        await using var north = await PostgresPresence.StartAsync(second, "north", new PresenceEvents(() => { }, () => { }, _ => { }), Cancellation);

        second.TellCase("case-1");
        new PostgresSealed(second).Write("zd", [1, 2, 3]);
        await second.NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"), Cancellation);

        await UntilAsync(() => Task.FromResult(new[] { "case-1", "secrets", "wake" }.All(heard.Contains)));
        new PostgresSealed(store).Read("zd").ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task What_is_told_here_is_not_heard_here()
    {
        await using var second = await schema.OpenAsync();
        await using var north = await PostgresPresence.StartAsync(second, "north", new PresenceEvents(() => { }, () => { }, _ => { }), Cancellation);

        store.TellCase("mine");
        second.TellCase("its");

        await UntilAsync(() => Task.FromResult(heard.Contains("its")));
        heard.ShouldNotContain("mine");
    }

    private async Task<Claim> ClaimAsync(TicketAddress ticket, string owner) =>
        (await store.ClaimTicketAsync(ticket, owner, Lease, Now, Cancellation)).ShouldNotBeNull();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await pace.WaitForNextTickAsync(Cancellation);
        }
    }
}
