using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Node.Restores;

/// <summary>The first start of a restored store, and what every ticket is told then.</summary>
public static class RestoredStart
{
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
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
        {
            if (row is not { CaseId: not null, NativeId: { } native })
                continue;
            var delivery = $"{Restoring.Source}:{hub.Epoch.Number}:{row.Ticket.Id}";
            await hub.Journal.NoticeAsync(new Notice(row.Ticket, native, delivery, Restoring.Source, null, hub.Now), cancellation);
            hub.Wake.Set();
        }

        hub.Epoch = hub.Epoch with { IsToldToAll = true };
        await hub.Journal.WriteValueAsync(HubEpoch.ValueName, hub.Epoch.Write(), cancellation);
    }
}
