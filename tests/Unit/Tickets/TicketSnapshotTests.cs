using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Tickets;

public sealed class TicketSnapshotTests
{
    [Theory]
    [InlineData("6-11ebc4", "7", true)]
    [InlineData("9-11ebc4", "10", true)]
    [InlineData("10-written", "9", false)]
    [InlineData("7~", "7", false)]
    [InlineData("7/a0", "7", false)]
    [InlineData("2026-03-02T09:00:36Z/41/af~", "2026-03-02T09:00:37Z", true)]
    [InlineData("2026-03-02T09:00:36Z/41/af", "2026-03-02T09:00:36Z", false)]
    [InlineData("-", "7", false)]
    public void Is_behind_a_hint_that_told_a_newer_revision(string revision, string hint, bool isBehind) => new TicketSnapshot
    {
        NativeId = "1",
        Key = "1",
        Address = new Uri("https://tracker.example/1"),
        Revision = revision,
        Updated = DateTimeOffset.UnixEpoch,
        Created = DateTimeOffset.UnixEpoch,
        Fields = new SortedDictionary<string, Entente.Cel.CelValue>(StringComparer.Ordinal),
        Comments = [],
        Attachments = [],
    }.IsBehind(hint).ShouldBe(isBehind);
}
