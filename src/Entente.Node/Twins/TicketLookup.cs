using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Twins;

/// <summary>A ticket that a person named, as it is now.</summary>
/// <param name="Row">Null when the hub does not know it yet.</param>
internal sealed record NamedTicket(string Name, Connection Connection, TicketRow? Row, ConnectCandidate Candidate)
{
    public TicketSnapshot Snapshot => Candidate.Read.Snapshot;

    public TicketAddress Address => Candidate.State.Address;
}

/// <summary>Finds tickets by what people call them, whether the hub knows them or not.</summary>
internal static class TicketLookup
{
    /// <summary>Reads the ticket from its tracker. Throws <see cref="RefusedException"/> with what is wrong about the name.</summary>
    public static async Task<NamedTicket> FindAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        var parts = reference.Split(':', 2);
        if (parts.Length != 2 || parts[1].Length == 0)
            throw new RefusedException(422, $"'{reference}' names no ticket: write connection:key, such as zd:35.");
        if (hub.Book.Accord.Connection(parts[0]) is not { } connection)
            throw new RefusedException(404, $"The accord has no connection '{parts[0]}'.");
        if (!hub.Connectors.TryGetValue(connection.Id, out var connector))
            throw RefusedException.NotServed(connection.Id);
        var row = await TicketRows.FindAsync(hub, reference, cancellation);
        var read = await ReadAsync(connector, row?.NativeId ?? parts[1].TrimStart('#'), reference, cancellation);
        row ??= await RowOfAsync(hub, connection.Id, read.Snapshot, cancellation);
        var state = await StateOfAsync(hub, connection, row, read.Snapshot, cancellation);
        return new NamedTicket($"{connection.Id}:{read.Snapshot.Key.TrimStart('#')}", connection, row, new ConnectCandidate(state, read, connector));
    }

    /// <summary>The row of a ticket that was just read; one that the hub made, or whose key changed, is found by what it is called now.</summary>
    public static async Task<TicketRow?> RowOfAsync(HubContext hub, string connection, TicketSnapshot snapshot, CancellationToken cancellation) =>
        await hub.Reader.TicketByKeyAsync(connection, snapshot.Key, cancellation) is { } named && named.NativeId == snapshot.NativeId
            ? named
            : await hub.Reader.TicketAsync(Ids.Ticket(connection, snapshot.NativeId), cancellation);

    /// <summary>The state at which its owner left a ticket; of one that the hub does not know yet, the first.</summary>
    /// <param name="row">Null when the hub does not know it.</param>
    public static async Task<TicketState> StateOfAsync(
        HubContext hub, Connection connection, TicketRow? row, TicketSnapshot snapshot, CancellationToken cancellation) =>
        row is null
            ? new TicketState { Address = new TicketAddress(Ids.Ticket(connection.Id, snapshot.NativeId), connection.Party, connection.Id) }
            : (await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State;

    private static async Task<TicketRead> ReadAsync(IConnector connector, string nativeId, string reference, CancellationToken cancellation)
    {
        try
        {
            return await connector.ReadAsync(nativeId, null, cancellation);
        }
        catch (ConnectorException failure) when (failure.Kind == FailureKind.NotFound)
        {
            throw new RefusedException(404, $"{reference} is not there, or hidden from the hub's account: {failure.Message}");
        }
        catch (ConnectorException failure)
        {
            throw new RefusedException(409, $"{reference} cannot be read now: {failure.Message} ({failure.Code})");
        }
    }
}
