using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Unit.Tests.Node;

/// <summary>A state is taken from memory only where the journal stands at the entry that it was left at.</summary>
public sealed class RecentStatesTests
{
    private readonly RecentStates states = new();

    [Fact]
    public void A_state_is_found_by_the_hash_that_it_stands_at_and_by_no_other()
    {
        var state = State("t1");
        states.Remember("hash 2", state, 10);

        states.Find("t1", "hash 2").ShouldBeSameAs(state);
        states.Find("t1", "hash 1").ShouldBeNull();
        states.Find("t2", "hash 2").ShouldBeNull();
    }

    [Fact]
    public void The_newest_state_of_a_ticket_counts()
    {
        states.Remember("hash 1", State("t1"), 10);
        states.Remember("hash 2", State("t1"), 10);

        states.Find("t1", "hash 1").ShouldBeNull();
        states.Find("t1", "hash 2").ShouldNotBeNull();
    }

    [Fact]
    public void What_was_left_longest_ago_is_forgotten_when_memory_is_full()
    {
        const int Large = 17 * 1024 * 1024;
        states.Remember("hash", State("t1"), Large);
        states.Remember("hash", State("t2"), Large);
        states.Find("t1", "hash").ShouldNotBeNull();

        states.Remember("hash", State("t3"), Large);

        states.Find("t1", "hash").ShouldBeNull();
        states.Find("t2", "hash").ShouldNotBeNull();
    }

    private static TicketState State(string id) => new() { Address = new TicketAddress(id, "mercuri", "zd") };
}
