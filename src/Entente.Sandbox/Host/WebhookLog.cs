namespace Entente.Sandbox.Host;

/// <summary>One delivery of a webhook, or one that was withheld.</summary>
/// <param name="Status">What the receiver answered; null for a time-out, a refused connection, or a withheld call.</param>
/// <param name="Outcome"><c>delivered</c>, <c>failed</c> or <c>dropped</c>.</param>
internal sealed record LoggedWebhook(long N, DateTimeOffset At, long Id, Uri Target, int? Status, double Millis, string Outcome);

/// <summary>The last deliveries of one product.</summary>
internal sealed class WebhookLog
{
    private const int Capacity = 20_000;

    private readonly Lock gate = new();

    private readonly Queue<LoggedWebhook> deliveries = new();

    private long last;

    public void Add(Func<long, LoggedWebhook> make)
    {
        lock (gate)
        {
            deliveries.Enqueue(make(++last));
            if (deliveries.Count > Capacity)
                deliveries.Dequeue();
        }
    }

    public IReadOnlyList<LoggedWebhook> Since(long n)
    {
        lock (gate)
            return [.. deliveries.Where(delivery => delivery.N > n)];
    }
}
