namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_renewed_lease_holds_from_the_renewal_on()
    {
        var claim = await ClaimAsync(Samples.Zendesk, "north");

        (await Journal.RenewAsync(claim, Lease, Samples.At(20), Cancellation)).ShouldBeTrue();

        (await TryClaimAsync(Samples.Zendesk, "south", 49)).ShouldBeNull();
        (await TryClaimAsync(Samples.Zendesk, "south", 50)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_renewal_after_the_end_holds_while_nobody_else_claimed()
    {
        var claim = await ClaimAsync(Samples.Zendesk, "north");

        (await Journal.RenewAsync(claim, Lease, Samples.At(100), Cancellation)).ShouldBeTrue();
        (await TryClaimAsync(Samples.Zendesk, "south", 110)).ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_claim_is_not_renewed()
    {
        var lost = await ClaimAsync(Samples.Zendesk, "north");
        await ClaimAsync(Samples.Zendesk, "south", second: 30);

        (await Journal.RenewAsync(lost, Lease, Samples.At(31), Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_released_claim_is_not_renewed()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await ReleaseAsync(claim, null);

        (await Journal.RenewAsync(claim, Lease, Samples.At(1), Cancellation)).ShouldBeFalse();
    }
}
