using Entente.Core.Journal;

namespace Entente.Node.Audit;

/// <summary>
/// Puts what people and the node do into the audit log. A store that refuses the entry refuses the request: no act stays without a trace because
/// the log was full.
/// </summary>
public sealed class AuditTrail(HubContext hub)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private DateTimeOffset last = DateTimeOffset.MinValue;
    private DateTimeOffset lastRefused = DateTimeOffset.MinValue;
    private long refusedSince;

    public async Task RecordAsync(string who, string what, string on, string outcome, CancellationToken cancellation)
    {
        var act = new AuditAct(NextInstant(), who, what, on, outcome);
        var entry = await hub.Journal.AuditAsync(act with { Seal = hub.Chain.Seal(act) }, cancellation);
        hub.Moved.Note(ChainNames.Audit, new ChainMark(entry.N, entry.Hash));
    }

    /// <summary>
    /// A request without the hub's token. The first is an entry at once, those of the minute after it are one entry with their number, so that
    /// nobody fills the log by knocking.
    /// </summary>
    /// <param name="on">The address that was asked for, without its query.</param>
    public async Task RecordRefusedTokenAsync(string on, CancellationToken cancellation)
    {
        string outcome;
        lock (turn)
        {
            refusedSince++;
            if (hub.Now - lastRefused < Quiet)
                return;
            outcome = refusedSince == 1 ? "refused" : $"refused, with {refusedSince - 1} more since the last entry";
            (lastRefused, refusedSince) = (hub.Now, 0);
        }

        await RecordAsync("unknown", AuditActs.TokenRefused, on, outcome, cancellation);
    }

    /// <summary>No two acts of a node have one instant: equal ones would have one seal, and read like a copy.</summary>
    private DateTimeOffset NextInstant()
    {
        lock (turn)
            return last = hub.Now > last ? hub.Now : last.AddTicks(1);
    }
}
