using Entente.Sandbox;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.World;

/// <summary>
/// The network between one life of a node and one tracker. A request that left is on its way whatever becomes of who sent it; what comes back finds
/// its sender, or nobody.
/// </summary>
internal sealed class TrackerWire(Tracker tracker, Seams seams, SimulatedWorld world) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await WireCall.OfAsync(tracker.Connection, request, cancellationToken);
        await seams.BeforeAsync(call.IsWrite ? "write" : "read");
        cancellationToken.ThrowIfCancellationRequested();
        var plan = world.Weather.Plan(call);
        world.Watch.Leaves(seams.Life, call, plan);
        var answered = new TaskCompletionSource<HttpResponseMessage>();
        using var given = cancellationToken.Register(() => answered.TrySetCanceled(cancellationToken));
        Travel(call, plan, answered);
        var answer = await answered.Task;
        await seams.AfterAsync(call.IsWrite ? "write" : "read");
        return answer;
    }

    private void Travel(WireCall call, WirePlan plan, TaskCompletionSource<HttpResponseMessage> answered)
    {
        var life = seams.Life;
        if (plan.Showing == Showing.Unreachable)
        {
            answered.TrySetException(new HttpRequestException(HttpRequestError.ConnectionError, "refused by the weather"));
            return;
        }

        life.Timeline.After(plan.Out, () =>
        {
            SandboxResponse? response = null;
            for (var i = 0; i < plan.Applied; i++)
                response = tracker.Handle(call.Request);
            world.Watch.Arrived(call, plan, response);
            if (plan.Showing != Showing.Silent)
                life.Timeline.After(plan.Back, () => life.Resume(() => Show(call, plan, response, answered)));
        });
    }

    private static void Show(WireCall call, WirePlan plan, SandboxResponse? response, TaskCompletionSource<HttpResponseMessage> answered)
    {
        if (plan.Showing == Showing.Broken)
            answered.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "broken by the weather"));
        else
            answered.TrySetResult(call.Answer(plan.Twist is null ? response! : plan.Twist(response)));
    }
}
