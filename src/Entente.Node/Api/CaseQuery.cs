using Entente.Core.Cases;

namespace Entente.Node.Api;

/// <summary>A case and the tickets it lives in.</summary>
public sealed record CaseSummary(string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, DateTimeOffset Updated);

/// <summary>One ticket of a case.</summary>
public sealed record CaseTicket(string TicketId, string Connection, string Party, string? Key);

/// <summary>The life of a case: its events through all trackers, who held it how long, what was lost to a conflict.</summary>
public sealed record CaseLife(
    string CaseId, string Title, IReadOnlyList<CaseTicket> Tickets, IReadOnlyList<PlacedEvent> Events, IReadOnlyList<Holding> Custody,
    IReadOnlyList<LostValue> Lost)
{
    /// <summary>Effects without a final outcome and changes without an end, over all tickets of the case.</summary>
    public long UnderWay { get; init; }

    /// <summary>What people ordered and what was repaired, oldest first.</summary>
    public IReadOnlyList<RecoveryAct> Acts { get; init; } = [];
}

/// <summary>Answers the API's questions about cases.</summary>
internal static class CaseQuery
{
    public static async Task<IReadOnlyList<CaseSummary>> ListAsync(HubContext hub, CancellationToken cancellation) =>
        [.. (await hub.Cases.ListAsync(cancellation)).Select(line => new CaseSummary(line.CaseId, line.Title, Tickets(line.Tickets), line.Updated))];

    public static async Task<CaseLife?> FindAsync(HubContext hub, string reference, CancellationToken cancellation) =>
        await hub.Cases.FindAsync(reference, cancellation) is { } story
            ? new CaseLife(story.CaseId, story.Title, Tickets(story.Tickets), story.Events, story.Custody, story.Lost)
            {
                UnderWay = await UnderWayAsync(hub, story.Tickets, cancellation),
                Acts = story.Acts,
            }
            : null;

    private static async Task<long> UnderWayAsync(HubContext hub, IReadOnlyList<StoryTicket> tickets, CancellationToken cancellation)
    {
        long count = 0;
        foreach (var ticket in tickets)
        {
            count += (await hub.Reader.EffectsAsync(ticket.Id, cancellation)).Count(effect => effect.IsOpen);
            count += (await hub.Reader.ChangesAsync(ticket.Id, cancellation)).Count(change => change.State == "pending");
        }

        return count;
    }

    private static IReadOnlyList<CaseTicket> Tickets(IReadOnlyList<StoryTicket> tickets) =>
        [.. tickets.Select(ticket => new CaseTicket(ticket.Id, ticket.Connection, ticket.Party, ticket.Key))];
}
