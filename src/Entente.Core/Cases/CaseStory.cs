namespace Entente.Core.Cases;

/// <summary>One ticket of a case.</summary>
/// <param name="Name">How people name it: <c>jr:SHOP-12</c>; the connection alone until it exists.</param>
/// <param name="Key">What its tracker calls it; null until it exists.</param>
/// <param name="Address">Where a person opens it; null before it was read.</param>
public sealed record StoryTicket(
    string Id, string Connection, string Party, string Name, string? Key, Uri? Address, DateTimeOffset Since);

/// <summary>A ticket's name and the life that was read for it.</summary>
public sealed record ToldTicket(string Id, string Connection, string Party, string? Key, TicketLife Life)
{
    public string Name => Key is null ? Connection : $"{Connection}:{Key}";
}

/// <summary>The life of one case through all trackers, as every party may see it. Computed from its tickets' lives alone.</summary>
public sealed record CaseStory
{
    public required string CaseId { get; init; }

    public required string Title { get; init; }

    /// <summary>The opener's first, then as the case reached them.</summary>
    public required IReadOnlyList<StoryTicket> Tickets { get; init; }

    /// <summary>In the order of <see cref="CaseHistory.Order"/>; internal notes are not among them.</summary>
    public required IReadOnlyList<PlacedEvent> Events { get; init; }

    public required IReadOnlyList<Holding> Custody { get; init; }

    public required IReadOnlyList<CaseSpan> Course { get; init; }

    public required IReadOnlyList<Handoff> Handoffs { get; init; }

    public required CaseStanding Standing { get; init; }

    /// <summary>What was written, oldest first.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>Where else each remark stands, oldest first.</summary>
    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    /// <summary>Values that lost, oldest first.</summary>
    public required IReadOnlyList<LostValue> Lost { get; init; }

    /// <summary>What people ordered and what was repaired, oldest first.</summary>
    public IReadOnlyList<RecoveryAct> Acts { get; init; } = [];

    /// <summary>Parties in the order in which the case reached them.</summary>
    public IReadOnlyList<string> Parties => [.. Tickets.Select(ticket => ticket.Party).Distinct(StringComparer.Ordinal)];

    /// <summary>Tells the story. Pure.</summary>
    /// <param name="title">The opener's title.</param>
    /// <param name="absorbed">Cases that a connection made part of this one: their milestones (opened, resolved …) are not this case's.</param>
    public static CaseStory Of(
        string caseId, string title, IReadOnlyList<ToldTicket> tickets, DateTimeOffset now, IReadOnlySet<string>? absorbed = null)
    {
        var ordered = tickets.Select(ticket => new StoryTicket(
                ticket.Id, ticket.Connection, ticket.Party, ticket.Name, ticket.Key, ticket.Life.Address, ticket.Life.Since ?? now))
            .OrderBy(ticket => ticket.Id == caseId ? 0 : 1).ThenBy(ticket => ticket.Since).ThenBy(ticket => ticket.Id, StringComparer.Ordinal);
        var events = CaseHistory.Order(
            tickets.SelectMany(ticket => ticket.Life.Events(ticket.Id, ticket.Name))
                .Where(placed => placed.Event.IsPublic)
                .Where(placed => !(IsMilestone(placed.Event.Kind) && absorbed?.Contains(placed.TicketId) == true)));
        var course = CaseCourse.Of(events);
        var handoffs = Handoff.Of(events);
        var opener = tickets.FirstOrDefault(ticket => ticket.Id == caseId);
        return new CaseStory
        {
            CaseId = caseId,
            Title = title,
            Tickets = [.. ordered],
            Events = events,
            Custody = CaseHistory.Custody(events, now),
            Course = course,
            Handoffs = handoffs,
            Standing = CaseStanding.Of(events, course, handoffs),
            Remarks = Thread(tickets, opener, events),
            Arrivals =
            [
                .. tickets.SelectMany(ticket => ticket.Life.Arrivals(ticket.Id)).OrderBy(arrival => arrival.At)
                    .ThenBy(arrival => arrival.TicketId, StringComparer.Ordinal),
            ],
            Lost = [.. tickets.SelectMany(ticket => ticket.Life.Lost(ticket.Name)).OrderBy(value => value.At)],
            Acts = [.. tickets.SelectMany(ticket => ticket.Life.Acts(ticket.Name)).OrderBy(act => act.At)],
        };
    }

    /// <summary>
    /// One remark per origin: a withdrawal anywhere withdraws it, the newest text wins. The case has one description, its opener's.
    /// </summary>
    private static IReadOnlyList<Remark> Thread(IReadOnlyList<ToldTicket> tickets, ToldTicket? opener, IReadOnlyList<PlacedEvent> events)
    {
        var thread = tickets.SelectMany(ticket => ticket.Life.Remarks)
            .Where(remark => !remark.IsDescription || remark.Connection == opener?.Connection)
            .GroupBy(remark => remark.Origin, StringComparer.Ordinal)
            .Select(copies => copies.OrderBy(copy => copy.IsWithdrawn ? 0 : 1).ThenByDescending(copy => copy.Edited ?? copy.At).First());
        var opened = events.FirstOrDefault(placed => placed.Event.Kind == CaseEventKind.Opened)?.Event.At;
        return
        [
            .. thread
                .Select(remark => remark.IsDescription ? remark with { Party = opener!.Party, At = opened ?? remark.At } : remark)
                .OrderBy(remark => remark.At).ThenBy(remark => remark.IsDescription ? 0 : 1).ThenBy(remark => remark.Origin, StringComparer.Ordinal),
        ];
    }

    private static bool IsMilestone(CaseEventKind kind) =>
        kind is CaseEventKind.Opened or CaseEventKind.Resolved or CaseEventKind.Reopened or CaseEventKind.Closed;
}
