using Entente.Node.Network;
using Entente.Node.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Node.Network;

public sealed class CallRightTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(600, false)]
    public void A_call_is_begun_only_while_its_deadline_fits_into_the_lease(int secondsLater, bool isAllowed)
    {
        CallRight.Grant(time, TimeSpan.FromSeconds(90));
        time.Advance(TimeSpan.FromSeconds(secondsLater));

        if (isAllowed)
            CallRight.Require(time, Deadline);
        else
            Should.Throw<FencedException>(() => CallRight.Require(time, Deadline));
    }

    [Fact]
    public async Task It_holds_for_what_the_granting_method_awaits_and_for_nothing_else()
    {
        await WriteAsync();

        CallRight.Require(time, Deadline); // reading needs no right: nothing was granted here, and nothing leaked

        async Task WriteAsync()
        {
            CallRight.Grant(time, TimeSpan.FromSeconds(1));
            await Should.ThrowAsync<FencedException>(SendAsync);
        }

        async Task SendAsync()
        {
            await Task.Yield();
            CallRight.Require(time, Deadline);
        }
    }
}
