namespace Entente.Node;

/// <summary>Counts that the operator sees. Every repair is counted: silent self-repair hides a broken channel (DESIGN 4).</summary>
public sealed class HubCounters
{
    private long webhooks;
    private long webhooksRefused;
    private long repaired;
    private long fenced;
    private long duplicatesFound;
    private long duplicatesMerged;

    /// <summary>Genuine webhooks stored.</summary>
    public long Webhooks => Interlocked.Read(ref webhooks);

    /// <summary>Webhooks refused: forged, altered, stale or unreadable.</summary>
    public long WebhooksRefused => Interlocked.Read(ref webhooksRefused);

    /// <summary>Changes that a poll or a reconciling read found and no webhook had told.</summary>
    public long Repaired => Interlocked.Read(ref repaired);

    /// <summary>Appends refused because another owner had the ticket.</summary>
    public long Fenced => Interlocked.Read(ref fenced);

    /// <summary>Second carriers of our own markers: a tracker applied a request late or twice.</summary>
    public long DuplicatesFound => Interlocked.Read(ref duplicatesFound);

    /// <summary>Of those the ones that were put out of the way; the others stay and were told.</summary>
    public long DuplicatesMerged => Interlocked.Read(ref duplicatesMerged);

    public void CountWebhook() => Interlocked.Increment(ref webhooks);

    public void CountRefusedWebhook() => Interlocked.Increment(ref webhooksRefused);

    public void CountRepair() => Interlocked.Increment(ref repaired);

    public void CountFenced() => Interlocked.Increment(ref fenced);

    public void CountDuplicateFound() => Interlocked.Increment(ref duplicatesFound);

    public void CountDuplicateMerged() => Interlocked.Increment(ref duplicatesMerged);
}
