namespace Entente.Conformance.Tests.Storage;

/// <summary>Nodes on one database live by its clock (RELIABILITY C03, P19).</summary>
public sealed class When_a_node_s_clock_is_wrong(PostgresRun run)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly PostgresSchema schema = run.NextSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task It_tells_the_database_s_time_all_the_same(int hours)
    {
        var clock = new WrongClock { Off = TimeSpan.FromHours(hours) };
        await using var store = await schema.OpenAsync(clock);
        (store.Time.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(5));

        clock.Off = TimeSpan.Zero; // somebody sets it

        (store.Time.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_node_that_is_a_day_ahead_takes_no_ticket_of_another()
    {
        await using var north = await schema.OpenAsync(TimeProvider.System);
        await using var south = await schema.OpenAsync(new WrongClock { Off = TimeSpan.FromDays(1) });
        (await north.ClaimTicketAsync(Samples.Zendesk, "north", Lease, north.Time.GetUtcNow(), Cancellation)).ShouldNotBeNull();

        (await south.ClaimAsync("south", Lease, south.Time.GetUtcNow(), Cancellation)).ShouldBeNull();
        (await south.ClaimTicketAsync(Samples.Zendesk, "south", Lease, south.Time.GetUtcNow(), Cancellation)).ShouldBeNull();
    }

    private sealed class WrongClock : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
    }
}
