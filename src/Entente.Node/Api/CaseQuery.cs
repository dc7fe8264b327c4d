using Entente.Core.Cases;

namespace Entente.Node.Api;

/// <summary>A case and the tickets it lives in.</summary>
public sealed record CaseSummary(string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, DateTimeOffset Updated);

/// <summary>One ticket of a case.</summary>
public sealed record CaseTicket(string TicketId, string Connection, string Party, string? Key);

/// <summary>The life of a case: its events through all trackers, who held it how long, what was lost to a conflict.</summary>
public sealed record CaseLife(
    string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, IReadOnlyList<PlacedEvent> Events, IReadOnlyList<Holding> Custody,
    IReadOnlyList<LostValue> Lost);

/// <summary>Answers the API's questions about cases.</summary>
internal static class CaseQuery
{
    public static async Task<IReadOnlyList<CaseSummary>> ListAsync(HubContext hub, CancellationToken cancellation) =>
        [.. (await hub.Cases.ListAsync(cancellation)).Select(line => new CaseSummary(line.CaseId, line.Title, Tickets(line.Tickets), line.Updated))];

    public static async Task<CaseLife?> FindAsync(HubContext hub, string reference, CancellationToken cancellation) =>
        await hub.Cases.FindAsync(reference, cancellation) is { } story
            ? new CaseLife(story.CaseId, story.Title, Tickets(story.Tickets), story.Events, story.Custody, story.Lost)
            : null;

    private static IReadOnlyList<CaseTicket> Tickets(IReadOnlyList<StoryTicket> tickets) =>
        [.. tickets.Select(ticket => new CaseTicket(ticket.Id, ticket.Connection, ticket.Party, ticket.Key))];
}
