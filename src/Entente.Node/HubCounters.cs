namespace Entente.Node;

/// <summary>Counts that the operator sees. Every repair is counted: silent self-repair hides a broken channel (DESIGN 4).</summary>
public sealed class HubCounters
{
    private long webhooks;
    private long webhooksRefused;
    private long repaired;
    private long fenced;
    private long violations;

    /// <summary>Genuine webhooks stored.</summary>
    public long Webhooks => Interlocked.Read(ref webhooks);

    /// <summary>Webhooks refused: forged, altered, stale or unreadable.</summary>
    public long WebhooksRefused => Interlocked.Read(ref webhooksRefused);

    /// <summary>Changes that a poll or a reconciling read found and no webhook had told.</summary>
    public long Repaired => Interlocked.Read(ref repaired);

    /// <summary>Appends refused because another owner had the ticket.</summary>
    public long Fenced => Interlocked.Read(ref fenced);

    /// <summary>Changes found in no state, or in another than the journal says.</summary>
    public long Violations => Interlocked.Read(ref violations);

    public void CountViolation() => Interlocked.Increment(ref violations);

    public void CountWebhook() => Interlocked.Increment(ref webhooks);

    public void CountRefusedWebhook() => Interlocked.Increment(ref webhooksRefused);

    public void CountRepair() => Interlocked.Increment(ref repaired);

    public void CountFenced() => Interlocked.Increment(ref fenced);
}
