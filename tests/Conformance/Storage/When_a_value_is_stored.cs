namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_value_is_what_was_written_last()
    {
        await Journal.WriteValueAsync("poll/zd", "cursor-1", Cancellation);
        await Journal.WriteValueAsync("poll/zd", "cursor-2", Cancellation);

        (await Journal.ReadValueAsync("poll/zd", Cancellation)).ShouldBe("cursor-2");
    }

    [Fact]
    public async Task A_value_that_nobody_wrote_is_null() => (await Journal.ReadValueAsync("poll/zd", Cancellation)).ShouldBeNull();
}
