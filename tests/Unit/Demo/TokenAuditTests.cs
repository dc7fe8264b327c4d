using Entente.Demo.Checking;

namespace Entente.Unit.Tests.Demo;

public sealed class TokenAuditTests
{
    [Theory]
    [InlineData("a1 b2 c3", "a1|b2|c3", 0, 0, 0)]
    [InlineData("a1 b2 c3", "a1|c3", 1, 0, 0)]
    [InlineData("a1 b2", "a1|b2|b2", 0, 1, 0)]
    [InlineData("a1 b2", "b2|a1", 0, 0, 1)]
    [InlineData("a1 b2", "and b2 too|so a1 says|a1", 0, 1, 1)]
    [InlineData("a1", "", 1, 0, 0)]
    public void Counts_what_is_lost_doubled_or_out_of_order(string written, string thread, int lost, int duplicates, int outOfOrder)
    {
        var result = TokenAudit.Judge(written.Split(' '), [thread.Split('|')]);

        (result.Lost, result.Duplicates, result.OutOfOrder).ShouldBe((lost, duplicates, outOfOrder));
        result.Findings.Count.ShouldBe(lost + duplicates + outOfOrder);
    }

    [Fact]
    public void A_copy_in_another_thread_is_a_duplicate_too() =>
        TokenAudit.Judge(["a1"], [["a1"], ["again a1"]]).Duplicates.ShouldBe(1);

    [Fact]
    public void Order_is_judged_within_one_thread_only() =>
        TokenAudit.Judge(["a1", "b2"], [["b2"], ["a1"]]).OutOfOrder.ShouldBe(0);

    [Fact]
    public void No_token_begins_another()
    {
        var ledger = new TokenLedger(DateTimeOffset.UnixEpoch);
        var tokens = Enumerable.Range(0, 1200).Select(_ => ledger.Next()).ToList();

        tokens.ShouldAllBe(token => tokens.Count(other => other.StartsWith(token, StringComparison.Ordinal)) == 1);
    }
}
