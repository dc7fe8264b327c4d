using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Restores;

/// <summary>The first start of a restored store, and what every ticket is told then.</summary>
public static class RestoredStart
{
    private const int Page = 500;

    /// <summary>Reads in which epoch the store is, and notes when a node first opened it: there the lost stretch ends.</summary>
    public static async Task<HubEpoch> OpenAsync(IJournal journal, DateTimeOffset now, CancellationToken cancellation)
    {
        var epoch = HubEpoch.Read(await journal.ReadValueAsync(HubEpoch.ValueName, cancellation));
        if (!epoch.IsRestored || epoch.StartedAt is not null)
            return epoch;
        epoch = epoch with { StartedAt = now };
        await journal.WriteValueAsync(HubEpoch.ValueName, epoch.Write(), cancellation);
        return epoch;
    }

    /// <summary>
    /// Tells every ticket that is in a case to be read again, once in the epoch. Each does so before anything else it does, told or not; this wakes
    /// those that nothing else would.
    /// </summary>
    public static async Task TellAllAsync(HubContext hub, CancellationToken cancellation)
    {
        if (!hub.Epoch.IsRestored || hub.Epoch.IsToldToAll)
            return;
        for (string? after = null; ;)
        {
            var rows = await hub.Reader.TicketsAsync(null, after, Page, cancellation);
            foreach (var row in rows.Where(row => row is { CaseId: not null, NativeId: not null }))
                await hub.Journal.NoticeAsync(
                    new Notice(
                        row.Ticket, row.NativeId!, $"{Restoring.Source}:{hub.Epoch.Number}:{row.Ticket.Id}", Restoring.Source, null, hub.Now),
                    cancellation);
            hub.Wake.Set();
            if (rows.Count < Page)
                break;
            after = rows[^1].Ticket.Id;
        }

        hub.Epoch = hub.Epoch with { IsToldToAll = true };
        await hub.Journal.WriteValueAsync(HubEpoch.ValueName, hub.Epoch.Write(), cancellation);
    }
}
