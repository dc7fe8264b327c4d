using System.Net.Http.Headers;

namespace Entente.Sandbox.Host;

/// <summary>
/// Takes the imitations' webhooks when they fall due, delivers them and reports the answers. To one receiver they go one after another, in
/// the order in which they fell due; receivers do not wait for each other.
/// </summary>
internal sealed class WebhookPump(IReadOnlyList<ProductStage> stages, SandboxClock clock, TimeSpan timeout) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long reversed webhooks are gathered where the mode names no delay.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();

    private readonly Dictionary<(string Product, string Receiver), Task> tails = [];

    private readonly List<Held> held = [];

    // The sandbox's one door to the outside: it calls only what its own control or product API was told to call.
    private readonly HttpMessageInvoker caller = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = timeout,
    });

    private Task running = Task.CompletedTask;

    public void Start() => running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        await Task.WhenAll(tails.Values);
        caller.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                foreach (var stage in stages)
                    foreach (var webhook in stage.With(it => it.TakeWebhooks(clock.Now)))
                        Accept(stage, webhook);
                Release();
                await Task.Delay(Interval, clock.Inner, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is going down; what is in flight ends by itself.
        }
    }

    private void Accept(ProductStage stage, OutgoingWebhook webhook)
    {
        var (mode, delay) = stage.WebhookFault.Take();
        var now = clock.Inner.GetUtcNow();
        switch (mode)
        {
            case WebhookMode.Drop:
                stage.With(it => { it.WebhookAnswered(webhook.Id, 200, null, clock.Now); return 0; });
                stage.Deliveries.Add(n => new LoggedWebhook(n, clock.Now, webhook.Id, webhook.Target, null, 0, "dropped"));
                break;
            case WebhookMode.Duplicate:
                Send(stage, webhook);
                Send(stage, webhook);
                break;
            case WebhookMode.Reverse:
                held.Add(new Held(stage, webhook, now + (delay > TimeSpan.Zero ? delay : GatherTime), IsReversed: true));
                break;
            case WebhookMode.Delay:
                held.Add(new Held(stage, webhook, now + delay, IsReversed: false));
                break;
            case WebhookMode.Normal:
                Send(stage, webhook);
                break;
        }
    }

    /// <summary>Sends what was held long enough. The first reversed one that is due takes the others along, last first.</summary>
    private void Release()
    {
        var now = clock.Inner.GetUtcNow();
        var delayed = held.FindAll(one => !one.IsReversed && one.Until <= now);
        var reversed = held.Exists(one => one.IsReversed && one.Until <= now) ? held.FindAll(one => one.IsReversed) : [];
        reversed.Reverse();
        foreach (var one in delayed.Concat(reversed))
        {
            held.Remove(one);
            Send(one.Stage, one.Webhook);
        }
    }

    private void Send(ProductStage stage, OutgoingWebhook webhook)
    {
        var receiver = (stage.Product.Name, webhook.Target.AbsoluteUri);
        tails[receiver] = SendAfterAsync(tails.GetValueOrDefault(receiver, Task.CompletedTask), stage, webhook);
    }

    private async Task SendAfterAsync(Task former, ProductStage stage, OutgoingWebhook webhook)
    {
        await former;
        await Task.Yield();
        var started = clock.Inner.GetTimestamp();
        var (status, retryAfter) = await CallAsync(webhook);
        var millis = clock.Inner.GetElapsedTime(started).TotalMilliseconds;
        stage.With(it => { it.WebhookAnswered(webhook.Id, status, retryAfter, clock.Now); return 0; });
        var outcome = status is null ? "failed" : "delivered";
        stage.Deliveries.Add(n => new LoggedWebhook(n, clock.Now, webhook.Id, webhook.Target, status, millis, outcome));
    }

    private async Task<(int? Status, TimeSpan? RetryAfter)> CallAsync(OutgoingWebhook webhook)
    {
        using var request = new HttpRequestMessage(new HttpMethod(webhook.Method), webhook.Target) { Content = new ByteArrayContent(webhook.Body) };
        foreach (var (name, value) in webhook.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        using var deadline = new CancellationTokenSource(timeout, clock.Inner);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        try
        {
            using var response = await caller.SendAsync(request, either.Token);
            return ((int)response.StatusCode, Wait(response.Headers.RetryAfter));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return (null, null);
        }
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - clock.Inner.GetUtcNow() : null);

    private sealed record Held(ProductStage Stage, OutgoingWebhook Webhook, DateTimeOffset Until, bool IsReversed);
}
