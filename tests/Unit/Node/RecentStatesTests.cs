using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Unit.Tests.Node;

/// <summary>What of the states that turns left is remembered.</summary>
public sealed class RecentStatesTests
{
    private readonly RecentStates states = new();

    [Fact]
    public void A_state_is_found_with_the_hash_that_it_stands_at()
    {
        var left = Left("t1", "hash 2", 10);
        states.Remember(left);

        states.Find("t1").ShouldBeSameAs(left);
        states.Find("t2").ShouldBeNull();
    }

    [Fact]
    public void The_newest_state_of_a_ticket_counts()
    {
        states.Remember(Left("t1", "hash 1", 10));
        states.Remember(Left("t1", "hash 2", 10));

        states.Find("t1").ShouldNotBeNull().HeadHash.ShouldBe("hash 2");
    }

    [Fact]
    public void What_was_left_longest_ago_is_forgotten_when_memory_is_full()
    {
        const int Large = 17 * 1024 * 1024;
        states.Remember(Left("t1", "hash", Large));
        states.Remember(Left("t2", "hash", Large));
        states.Find("t1").ShouldNotBeNull();

        states.Remember(Left("t3", "hash", Large));

        states.Find("t1").ShouldBeNull();
        states.Find("t2").ShouldNotBeNull();
    }

    private static RecentState Left(string id, string hash, int bytes) =>
        new(hash, new TicketState { Address = new TicketAddress(id, "mercuri", "zd") }, new StateLag(bytes, 0, 0));
}
