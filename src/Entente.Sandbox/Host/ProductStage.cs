namespace Entente.Sandbox.Host;

/// <summary>One imitation on its stage: everything that happens to it goes through the lock here, one call at a time.</summary>
internal sealed class ProductStage
{
    private readonly Lock gate = new();

    private readonly SandboxClock clock;

    private IImitation imitation;

    private long latencyMillis;

    public ProductStage(SandboxProduct product, SandboxClock clock)
    {
        Product = product;
        this.clock = clock;
        imitation = product.Create(clock.Now);
    }

    public SandboxProduct Product { get; }

    public FaultList Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    public WebhookLog Deliveries { get; } = new();

    public WebhookFault WebhookFault { get; } = new();

    /// <summary>Added to every answer.</summary>
    public TimeSpan Latency
    {
        get => TimeSpan.FromMilliseconds(Interlocked.Read(ref latencyMillis));
        set => Interlocked.Exchange(ref latencyMillis, (long)value.TotalMilliseconds);
    }

    public bool LogsBodies { get; set; }

    public SandboxClock Clock => clock;

    public SandboxResponse Handle(SandboxRequest request) => With(it => it.Handle(request, clock.Now));

    public T With<T>(Func<IImitation, T> act)
    {
        lock (gate)
            return act(imitation);
    }

    /// <summary>Begins anew with a fresh imitation, without faults; logs stay readable.</summary>
    public void Reset()
    {
        lock (gate)
            imitation = Product.Create(clock.Now);
        Faults.Remove(null);
        WebhookFault.Set(WebhookMode.Normal, null, TimeSpan.Zero);
        Latency = TimeSpan.Zero;
    }
}
