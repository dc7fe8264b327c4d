using Entente.Node.Measures;

namespace Entente.Node;

/// <summary>
/// Counts that the operator sees, of this node since its start. Every repair is counted: silent self-repair hides a broken channel (DESIGN 4).
/// </summary>
public sealed class HubCounters(HubContext hub)
{
    private long webhooks;
    private long webhooksRefused;
    private long repaired;
    private long fenced;
    private long violations;
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

    /// <summary>Changes found in no state, or in another than the journal says.</summary>
    public long Violations => Interlocked.Read(ref violations);

    /// <summary>Second carriers of our own markers: a tracker applied a request late or twice.</summary>
    public long DuplicatesFound => Interlocked.Read(ref duplicatesFound);

    /// <summary>Of those the ones that were put out of the way; the others stay and were told.</summary>
    public long DuplicatesMerged => Interlocked.Read(ref duplicatesMerged);

    private HubMeasures Measures => hub.Measures;

    public void CountViolation() => Interlocked.Increment(ref violations);

    public void CountWebhook(string connection)
    {
        Interlocked.Increment(ref webhooks);
        Measures.Webhook(connection, PartyOf(connection), isStored: true);
        hub.Watches.Of(connection).HadWebhook(hub.Now);
    }

    public void CountRefusedWebhook(string connection)
    {
        Interlocked.Increment(ref webhooksRefused);
        Measures.Webhook(connection, PartyOf(connection), isStored: false);
    }

    public void CountRepair(string connection)
    {
        Interlocked.Increment(ref repaired);
        Measures.Repaired(connection, PartyOf(connection));
        hub.Watches.Of(connection).Repaired();
    }

    public void CountFenced()
    {
        Interlocked.Increment(ref fenced);
        Measures.Fenced();
    }

    private string PartyOf(string connection) => hub.Connections.TryGetValue(connection, out var settings) ? settings.Party : "";

    public void CountDuplicateFound(string connection)
    {
        Interlocked.Increment(ref duplicatesFound);
        Measures.Duplicate(connection, PartyOf(connection), isMerged: false);
    }

    public void CountDuplicateMerged(string connection)
    {
        Interlocked.Increment(ref duplicatesMerged);
        Measures.Duplicate(connection, PartyOf(connection), isMerged: true);
    }
}
