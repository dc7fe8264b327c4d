using System.Diagnostics.Metrics;

namespace Entente.Node.Measures;

/// <summary>
/// All that a node measures about itself, as instruments of the meter <c>Entente</c>: the one source of pages, <c>entente status</c> and
/// <c>/metrics</c>. Labels are ids of the accord and words of this file, so their number is bounded; nothing of a ticket stands in them.
/// </summary>
internal sealed class Instruments : IDisposable
{
    public const string DeliveryName = "entente.delivery.delay";
    public const string AppendName = "entente.journal.append.duration";
    public const string CallsName = "entente.calls";
    public const string BudgetWaitName = "entente.budget.wait";
    public const string ChangesName = "entente.change.transitions";
    public const string WebhooksName = "entente.webhooks";
    public const string RepairsName = "entente.repairs";
    public const string DuplicatesName = "entente.duplicates";
    public const string FencedName = "entente.appends.fenced";

    private static readonly InstrumentAdvice<double> DelayBounds = new()
    {
        HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400, 604_800],
    };

    private static readonly InstrumentAdvice<double> CallBounds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<double> AppendBounds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    };

    private readonly Meter meter;

    public Instruments(string version)
    {
        meter = new Meter("Entente", version);
        Delivery = meter.CreateHistogram(
            DeliveryName, "s",
            "Time from a change at its source, or from the hint at it, to its durable confirmation at the target.", null,
            DelayBounds);
        Append = meter.CreateHistogram(AppendName, "s", "Time that one append to the journal took until it was durable.", null, AppendBounds);
        CallTime = meter.CreateHistogram(
            "entente.call.duration", "s", "Time from a call to a tracker to the head of its answer.", null, CallBounds);
        Calls = meter.CreateCounter<long>(
            CallsName, null, "Calls to trackers by outcome: 2xx, 3xx, 4xx, 429, 5xx, timeout, refused, broken, or held by the hub's own budget.");
        BudgetWait = meter.CreateCounter<double>(BudgetWaitName, "s", "Time that calls were told to wait for the hub's own budget.");
        Changes = meter.CreateCounter<long>(ChangesName, null, "Changes that came into a state, by link and the connection that showed them.");
        Webhooks = meter.CreateCounter<long>(WebhooksName, null, "Webhooks taken, by whether they were stored or refused.");
        Repairs = meter.CreateCounter<long>(RepairsName, null, "Changes that a poll or a reconciling read found and no webhook had told.");
        Duplicates = meter.CreateCounter<long>(DuplicatesName, null, "Duplicates at a tracker that the hub found, and those that it merged.");
        Fenced = meter.CreateCounter<long>(FencedName, null, "Appends refused because another owner had the ticket.");
    }

    public Meter Meter => meter;

    /// <summary>Labels: link, from, to, since (<c>source</c> or <c>hint</c>).</summary>
    public Histogram<double> Delivery { get; }

    public Histogram<double> Append { get; }

    /// <summary>Labels: connection, party.</summary>
    public Histogram<double> CallTime { get; }

    /// <summary>Labels: connection, party, outcome.</summary>
    public Counter<long> Calls { get; }

    /// <summary>Labels: connection, party.</summary>
    public Counter<double> BudgetWait { get; }

    /// <summary>Labels: link, connection, party, state. The connection of a party that a link's change was seen at.</summary>
    public Counter<long> Changes { get; }

    /// <summary>Labels: connection, party, outcome.</summary>
    public Counter<long> Webhooks { get; }

    /// <summary>Labels: connection, party.</summary>
    public Counter<long> Repairs { get; }

    /// <summary>Labels: connection, party, act (<c>found</c> or <c>merged</c>).</summary>
    public Counter<long> Duplicates { get; }

    public Counter<long> Fenced { get; }

    public void Dispose() => meter.Dispose();
}
