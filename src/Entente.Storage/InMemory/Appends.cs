using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>One decision's writes: all of them or none. Everything that can be refused is asked before the first write.</summary>
internal sealed class Appends(Tables tables, Notices notices, Claims claims)
{
    private readonly Lanes lanes = new(tables);
    private readonly Projections projections = new(tables);

    public AppendOutcome Append(Claim claim, Batch batch)
    {
        BatchShape.Require(claim, batch);
        if (tables.Held(claim) is not { } ticket || ticket.Head + 1 != batch.Entries[0].N)
            return AppendOutcome.Fenced; // Invariant 4: only the present owner writes

        BatchShape.RequireJoin(batch.Entries[0], ticket.HeadHash);
        lanes.RequireSends(batch.Sends);
        Lanes.RequireTakes(ticket, batch.Takes);
        notices.RequireKnown(ticket, batch);
        projections.Require(ticket, batch);

        Write(ticket, batch);
        if (batch.Release is { } release)
            claims.Release(claim, release.Due);
        return AppendOutcome.Appended;
    }

    private void Write(TicketCell ticket, Batch batch)
    {
        ticket.Entries.AddRange(batch.Entries);
        if (batch.State is { } copy)
            ticket.Copy = (ticket.Head, copy);
        projections.Write(ticket, batch);
        foreach (var send in batch.Sends)
            lanes.Send(send, batch.Entries[^1].At);
        foreach (var take in batch.Takes)
            Lanes.Take(ticket, take);
        Notices.Done(ticket, batch.NoticesDone);
        if (batch.Forward is { } forward)
            notices.Forward(forward);
    }
}
