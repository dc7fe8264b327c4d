using Entente.Demo.Checking;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo.Recorded;

/// <summary>Gives every recorded ticket a token of its own and the mark by which the accord shares it.</summary>
/// <param name="notTaken">Takes a line for each ticket that cannot be shared, or only with a shorter title.</param>
internal sealed class RecordedSharing(TokenLedger tokens, List<string> notTaken)
{
    private const string Mark = "recorded";

    /// <summary>Where the accord gives tickets of each tracker their twins.</summary>
    private static Toward TwinOf(Toward tracker) => tracker switch
    {
        Toward.Zendesk or Toward.AzureDevOps => Toward.Jira,
        Toward.Jira or Toward.ServiceNow => Toward.Zendesk,
    };

    /// <summary>Marks every ticket on the shelves that can be marked. All are listed before the first is: twins are no recorded tickets.</summary>
    public async Task<IReadOnlyList<RecordedTicket>> ShareAsync(IReadOnlyList<ITicketShelf> shelves, CancellationToken cancellation)
    {
        var listed = new List<(ITicketShelf Shelf, ShelfTicket Ticket)>();
        foreach (var shelf in shelves)
            listed.AddRange((await shelf.TicketsAsync(cancellation)).Select(ticket => (shelf, ticket)));
        foreach (var group in listed.Where(each => each.Ticket.Obstacle is not null).GroupBy(each => (each.Shelf.Product, each.Ticket.Obstacle)))
        {
            var names = string.Join(", ", group.Select(each => each.Ticket.Name));
            notTaken.Add($"{group.Key.Product}: {group.Count()} not shared, since {group.Key.Obstacle}: {names}");
        }

        var shared = new List<RecordedTicket>();
        foreach (var (shelf, ticket) in listed.Where(each => each.Ticket.Obstacle is null))
            shared.Add(await ShareAsync(shelf, shelves.Single(each => each.Tracker == TwinOf(shelf.Tracker)), ticket, cancellation));
        return shared;
    }

    /// <summary>The token comes first, where no limit cuts it off.</summary>
    private async Task<RecordedTicket> ShareAsync(ITicketShelf from, ITicketShelf to, ShelfTicket ticket, CancellationToken cancellation)
    {
        var token = tokens.Expect(TokenKind.Title, $"{from.Product} {ticket.Id}", to.Tracker);
        var wanted = $"{token} {ticket.Title}";
        var title = Cut(wanted, from.TitleLimit);
        if (title.Length < wanted.Length)
            notTaken.Add($"{from.Product}: {ticket.Name}: the last {wanted.Length - title.Length} units of its title, which make way for the token");
        await from.MarkAsync(ticket.Id, title, Mark, cancellation);
        return new RecordedTicket(from, to, ticket.Id, title, token);
    }

    private static string Cut(string title, int limit) =>
        title.Length <= limit ? title : title[..(char.IsHighSurrogate(title[limit - 1]) ? limit - 1 : limit)];
}
