using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>Rows that lists and counts read: a cache of the entries, written with them.</summary>
internal sealed class Projections(Tables tables)
{
    public void Require(TicketCell ticket, Batch batch)
    {
        foreach (var effect in batch.Effects)
            if (tables.EffectTickets.TryGetValue(effect.Id, out var owner) && owner != ticket.Address.Id)
                throw new InvalidOperationException($"Effect {effect.Id} is of ticket {owner}: an effect id belongs to one ticket.");
        if (batch.Row.NativeId is { } nativeId
            && tables.NativeIds.TryGetValue((ticket.Address.Connection, nativeId), out var holder) && holder != ticket.Address.Id)
            throw new InvalidOperationException($"Native id {nativeId} of connection {ticket.Address.Connection} belongs to ticket {holder}.");
    }

    public void Write(TicketCell ticket, Batch batch)
    {
        WriteRow(ticket, batch.Row);
        foreach (var side in batch.Sides)
            ticket.Sides[side.Twin] = side;
        foreach (var change in batch.Changes)
            ticket.Changes[(change.Twin, change.Seq, change.N)] = change;
        foreach (var effect in batch.Effects)
        {
            // Invariant 3: one row per effect id.
            tables.EffectTickets[effect.Id] = ticket.Address.Id;
            ticket.Effects[effect.Id] = effect;
        }
    }

    private void WriteRow(TicketCell ticket, TicketRow row)
    {
        if (ticket.Row?.NativeId is { } old)
            tables.NativeIds.Remove((ticket.Address.Connection, old));
        if (row.NativeId is { } nativeId)
            tables.NativeIds[(ticket.Address.Connection, nativeId)] = ticket.Address.Id;
        ticket.Row = row;
    }
}
