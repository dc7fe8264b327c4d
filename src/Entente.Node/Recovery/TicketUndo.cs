using Entente.Cel;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;
using Entente.Node.Twins;

namespace Entente.Node.Recovery;

/// <summary>Asks to put a ticket back to how it was.</summary>
/// <param name="Ticket"><c>connection:key</c>.</param>
/// <param name="Before">Number of the entry of its journal before which the values stood; <c>entente trace</c> shows the numbers.</param>
/// <param name="By">The person's name: it stays in the journal.</param>
/// <param name="DryRun">True only shows what would be written.</param>
public sealed record UndoRequest(string Ticket, long Before, string By, bool DryRun = false);

/// <summary>What an undo would do, or does.</summary>
/// <param name="Stage"><c>preview</c>, <c>nothing</c>, <c>done</c>, or <c>ordered</c> while it is still under way.</param>
/// <param name="Fields">Native fields, as they are and as they are to be again.</param>
/// <param name="Comments">Comments made since: they stay.</param>
/// <param name="Files">Files added since: they stay.</param>
public sealed record UndoResult(string Stage, string Ticket, long Before, IReadOnlyList<FieldPreview> Fields, int Comments, int Files);

/// <summary>Puts a ticket back: refuses what cannot be, shows what would be written, and orders it at the ticket's owner.</summary>
internal static class TicketUndo
{
    /// <summary>Throws <see cref="RefusedException"/> with what is wrong.</summary>
    public static async Task<UndoResult> RunAsync(HubContext hub, UndoRequest request, CancellationToken cancellation)
    {
        var ticket = await TicketLookup.FindAsync(hub, request.Ticket, cancellation);
        if (ticket.Row is not { NativeId: not null } row)
            throw new RefusedException(404, $"The hub has no journal of {ticket.Name}.");
        if (ticket.Snapshot.IsFinal)
            throw new RefusedException(409, $"{ticket.Name} is closed for good in its tracker: nothing of it can be written any more.");
        var then = await ThenAsync(hub, ticket, request.Before, cancellation);
        var wanted = Undoing.Differences(ticket.Candidate.State, hub.Book, ticket.Candidate.Connector, (then, ticket.Snapshot));
        var fields = wanted.Select(field => new FieldPreview(
            field.Key, ShownValue.Of(ticket.Snapshot.Fields.GetValueOrDefault(field.Key, CelValue.Null)), ShownValue.Of(field.Value))).ToList();
        var preview = new UndoResult(
            "preview", ticket.Name, request.Before, fields,
            Since(ticket.Snapshot.Comments, then.Comments, comment => (comment.NativeId, comment.Author)),
            Since(ticket.Snapshot.Attachments, then.Attachments, file => (file.NativeId, file.Author)));
        if (wanted.Count == 0)
            return preview with { Stage = "nothing" };
        await RequireAcceptableAsync(ticket, wanted, cancellation);
        if (request.DryRun)
            return preview;
        if (string.IsNullOrWhiteSpace(request.By))
            throw new RefusedException(422, "Say who undoes: by.");
        await hub.Journal.NoticeAsync(UndoOrders.ToUndo(hub, row, request.Before, request.By.Trim()), cancellation);
        var isMade = await NamedTurn.RunAsync(hub, row.Ticket, cancellation);
        var isOver = isMade && (await TicketPeek.OfAsync(hub, row.Ticket, cancellation)) is { State.Undo: null, Work.Notices.Count: 0 };
        return preview with { Stage = isOver ? "done" : "ordered" };
    }

    /// <summary>What people added since then.</summary>
    private static int Since<T>(IEnumerable<T> now, IEnumerable<T> then, Func<T, (string Id, TicketPerson Author)> of)
    {
        var known = then.Select(item => of(item).Id).ToHashSet(StringComparer.Ordinal);
        return now.Select(of).Count(item => !item.Author.IsHub && !known.Contains(item.Id));
    }

    private static async Task<TicketSnapshot> ThenAsync(HubContext hub, NamedTicket ticket, long before, CancellationToken cancellation)
    {
        var head = (await TicketPeek.OfAsync(hub, ticket.Address, cancellation)).Work.Head;
        if (before < 1 || before > head)
            throw new RefusedException(422, $"{ticket.Name} has the entries 1 to {head}: entente trace {ticket.Name} shows them.");
        return await UndoOrders.ThenAsync(hub, ticket.Address, before, cancellation)
            ?? throw new RefusedException(
                422, $"Before entry {before} the hub had not read {ticket.Name} yet, or that part of its journal was erased: name a later entry.");
    }

    /// <summary>
    /// Prepares the calls as they would be made and makes none, so that a value that is no longer acceptable is refused beforehand.
    /// </summary>
    private static async Task RequireAcceptableAsync(
        NamedTicket ticket, IReadOnlyDictionary<string, CelValue> wanted, CancellationToken cancellation)
    {
        var connector = ticket.Candidate.Connector;
        try
        {
            foreach (var step in connector.Split(new TicketWrite { Fields = wanted }, ticket.Snapshot))
                await connector.PrepareAsync(new EffectCall("preview", step, ticket.Snapshot.NativeId, ticket.Snapshot.Revision), cancellation);
        }
        catch (ConnectorException failure)
        {
            throw new RefusedException(409, $"{ticket.Name} cannot be put back: {failure.Message} ({failure.Code})");
        }
    }
}
