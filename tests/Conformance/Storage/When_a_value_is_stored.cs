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

    /// <summary>Longer and shorter in turn: what a store keeps for the next write must hold any of them.</summary>
    [Fact]
    public async Task A_value_of_any_length_is_what_was_written()
    {
        foreach (var length in (int[])[0, 1, 400, 0, 5_000, 3, 300_000, 70_000, 2])
        {
            var text = string.Concat(Enumerable.Repeat("aü€🙂", length / 4)) + new string('z', length % 4);

            await Journal.WriteValueAsync("poll/zd", text, Cancellation);

            (await Journal.ReadValueAsync("poll/zd", Cancellation)).ShouldBe(text);
        }
    }

    [Fact]
    public async Task A_value_that_nobody_wrote_is_null() => (await Journal.ReadValueAsync("poll/zd", Cancellation)).ShouldBeNull();
}
