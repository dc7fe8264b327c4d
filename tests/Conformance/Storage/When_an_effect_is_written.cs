namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task An_effect_has_one_row_that_follows_its_state()
    {
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Effects = [Samples.Effect(Samples.Zendesk, "e1")] });
        var confirmed = Samples.Effect(Samples.Zendesk, "e1", "Confirmed") with { RemoteId = "35" };
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Effects = [confirmed] });

        (await Reader.EffectsAsync(null, Cancellation)).ShouldBe([confirmed]);
    }

    [Fact]
    public async Task An_effect_id_of_another_ticket_is_refused_and_the_batch_with_it()
    {
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Effects = [Samples.Effect(Samples.Zendesk, "e1")] });
        var claim = await ClaimAsync(Samples.Jira);
        var batch = await NextBatchAsync(claim) with { Effects = [Samples.Effect(Samples.Jira, "e2"), Samples.Effect(Samples.Jira, "e1")] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch));

        (await LoadAsync(claim)).Head.ShouldBe(0);
        (await Reader.EffectsAsync(null, Cancellation)).ShouldBe([Samples.Effect(Samples.Zendesk, "e1")]);
    }
}
