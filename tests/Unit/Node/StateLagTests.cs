using Entente.Core.Journal;
using Entente.Node.Tickets;

namespace Entente.Unit.Tests.Node;

/// <summary>When a copy of a state is due: reading it back must never cost more than a few copies, nor writing it more than the entries do.</summary>
public sealed class StateLagTests
{
    [Theory]
    [InlineData(0, 16 * 1024 - 1, 1, false)]
    [InlineData(0, 16 * 1024, 1, true)]
    [InlineData(100_000, 400_000, 20, false)]
    [InlineData(100_000, 420_000, 20, true)]
    [InlineData(0, 300, 255, false)]
    [InlineData(0, 300, 256, true)]
    public void A_copy_is_due_by_bytes_or_entries(long copy, long since, int entries, bool isDue) =>
        new StateLag(copy, since, entries).IsLong.ShouldBe(isDue);

    [Fact]
    public void What_is_appended_is_counted_and_a_copy_begins_anew()
    {
        var longer = new StateLag(10, 5, 1).After([Entry(1, 7), Entry(2, 8)]);

        longer.ShouldBe(new StateLag(10, 20, 3));
        longer.Weight.ShouldBe(30);
        StateLag.OfCopy(new byte[12]).ShouldBe(new StateLag(12, 0, 0));
    }

    [Fact]
    public void What_was_read_tells_how_far_the_copy_lies_behind()
    {
        StateLag.Of(new StoredState(3, new byte[12], [new byte[4], new byte[5]])).ShouldBe(new StateLag(12, 9, 2));
        StateLag.Of(new StoredState(0, null, [new byte[4]])).ShouldBe(new StateLag(0, 4, 1));
    }

    private static JournalEntry Entry(long n, int bytes) => new(n, DateTimeOffset.UnixEpoch, "read", new byte[bytes], [], "", "");
}
