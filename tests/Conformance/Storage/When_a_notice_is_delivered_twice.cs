namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_second_delivery_is_known_and_waits_once()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));

        (await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 1))).ShouldBeFalse();

        (await LoadAsync(await ClaimAsync(Samples.Zendesk))).Notices.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_delivery_stays_known_after_it_was_answered()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { NoticesDone = ["d1"] });

        (await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 1))).ShouldBeFalse();

        (await ClaimNextAsync("north", 100)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_delivery_at_another_connection_is_another()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));

        (await NoticeAsync(Samples.Notice(Samples.Jira, "d1"))).ShouldBeTrue();
    }
}
