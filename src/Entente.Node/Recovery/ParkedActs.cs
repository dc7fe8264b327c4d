using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Api;
using Entente.Node.Tickets;
using Entente.Node.Twins;

namespace Entente.Node.Recovery;

/// <summary>What a retry or a skip came to.</summary>
/// <param name="Sides">Parked sides of the ticket that it concerned; 0 when nothing of it is parked.</param>
/// <param name="IsDone">False when the order was given before, or the ticket is in another turn: it is carried out next.</param>
public sealed record ParkedActResult(string TicketId, int Sides, bool IsDone);

/// <summary>Asks to skip what a parked side stands at.</summary>
/// <param name="By">The person's name: it stays in the journal.</param>
/// <param name="Link">Needed when several of the ticket's sides are parked.</param>
public sealed record SkipRequest(string By, string? Link = null);

/// <summary>A parked side in full: what stands there, and what waits behind it.</summary>
/// <param name="Seq">The envelope that it stands at; 0 when none of the partner's does.</param>
/// <param name="Fields">Canonical fields that the envelope brings.</param>
/// <param name="Items">Comments and files that it brings.</param>
/// <param name="Behind">Envelopes that wait behind it, in order.</param>
public sealed record ParkedDetail(
    ParkedSide Side, long Seq, ImmutableSortedDictionary<string, string> Fields, IReadOnlyList<string> Items, int Behind);

/// <summary>A person's acts on what is parked.</summary>
internal static class ParkedActs
{
    /// <summary>Every parked side of a ticket in full. Throws <see cref="RefusedException"/> for an unknown ticket.</summary>
    public static async Task<IReadOnlyList<ParkedDetail>> ShowAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        var row = await FindAsync(hub, reference, cancellation);
        var peek = await TicketPeek.OfAsync(hub, row.Ticket, cancellation);
        var listed = (await ParkedQuery.ListAsync(hub, cancellation)).Where(side => side.TicketId == row.Ticket.Id);
        return [.. listed.Where(side => peek.State.Sides.ContainsKey(side.Twin)).Select(side => Detail(peek, side))];
    }

    /// <summary>Tries every parked side of a ticket again, each from where it stands. Asking twice about one parking is asking once.</summary>
    public static async Task<ParkedActResult> RetryAsync(HubContext hub, string reference, CancellationToken cancellation)
    {
        var row = await FindAsync(hub, reference, cancellation);
        var parked = Parked((await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State);
        if (parked.Count == 0)
            return new ParkedActResult(row.Ticket.Id, 0, IsDone: true);
        var isNew = await hub.Journal.NoticeAsync(ParkedOrders.ToRetry(hub, row, parked.Select(side => side.Parked!)), cancellation);
        hub.Wake.Set();
        return new ParkedActResult(row.Ticket.Id, parked.Count, isNew);
    }

    /// <summary>Skips the envelope at which a side stands. Throws <see cref="RefusedException"/> when there is none, or more than one.</summary>
    public static async Task<ParkedActResult> SkipAsync(HubContext hub, string reference, SkipRequest request, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.By))
            throw new RefusedException(422, "Say who skips: by.");
        var row = await FindAsync(hub, reference, cancellation);
        var parked = Parked((await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State)
            .Where(side => request.Link is null || side.Link == request.Link).ToList();
        if (parked.Count == 0)
            throw new RefusedException(409, $"Nothing of {reference} is parked{(request.Link is null ? "" : $" on link '{request.Link}'")}.");
        if (parked.Count > 1)
            throw new RefusedException(
                422, $"{reference} is parked on several links: name one with --link ({string.Join(", ", parked.Select(side => side.Link))}).");
        if (parked[0].Inbound is null)
            throw new RefusedException(
                409, $"{reference} stands at nothing of the partner's: mend what its reason says, then retry. There is nothing to skip.");
        await hub.Journal.NoticeAsync(ParkedOrders.ToSkip(hub, row, parked[0], request.By.Trim()), cancellation);
        return new ParkedActResult(row.Ticket.Id, 1, await NamedTurn.RunAsync(hub, row.Ticket, cancellation));
    }

    private static async Task<TicketRow> FindAsync(HubContext hub, string reference, CancellationToken cancellation) =>
        await TicketRows.FindAsync(hub, reference, cancellation)
        ?? throw new RefusedException(
            404, $"The hub knows no ticket '{reference}': write connection:key, such as zd:35, or the id that the list shows.");

    private static List<SideState> Parked(TicketState state) => [.. state.Sides.Values.Where(side => side.Stage == SideStage.Parked)];

    private static ParkedDetail Detail(TicketPeek peek, ParkedSide side)
    {
        var inbound = peek.State.Sides[side.Twin].Inbound;
        var fields = (inbound?.Envelope.Fields ?? ImmutableSortedDictionary<string, Cel.CelValue>.Empty)
            .ToImmutableSortedDictionary(field => field.Key, field => ShownValue.Of(field.Value), StringComparer.Ordinal);
        var comments = (inbound?.Envelope.Comments ?? []).Select(comment => $"comment of {comment.Author}: {comment.Body}");
        var files = (inbound?.Envelope.Files ?? []).Select(file => $"file {file.Name} ({file.Bytes} bytes)");
        var behind = peek.Work.Inbox.Count(message => message.Twin == side.Twin && message.Kind == "replica" && message.Seq > (inbound?.Seq ?? 0));
        return new ParkedDetail(side, inbound?.Seq ?? 0, fields, [.. comments, .. files], behind);
    }
}
