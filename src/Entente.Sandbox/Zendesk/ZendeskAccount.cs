namespace Entente.Sandbox.Zendesk;

/// <summary>All that the imitated account remembers. Ids count up, so that the same requests always meet the same ids.</summary>
internal sealed class ZendeskAccount
{
    /// <summary>Ids of everything but tickets begin beyond 2^31, as they do in real accounts.</summary>
    private long lastId = 41_000_000_000;

    private readonly SortedDictionary<long, SortedSet<long>> incidents = [];

    /// <summary>Tickets by the position of their last change, for the incremental export.</summary>
    private readonly SortedSet<(long Position, long TicketId)> changeOrder = [];

    public ZendeskAccount(DateTimeOffset start)
    {
        Index = new ZendeskIndex(Settings);
        Limits = new ZendeskLimits(Settings);
        StoredAnswers = new ZendeskStoredAnswers(Settings);
        Webhooks = new ZendeskWebhookQueue(this);
        Fields = new ZendeskFieldSet(this, start);
        ZendeskSeed.Plant(this, start);
    }

    public const long Id = 9_150_001;

    /// <summary>The address under which callers last reached the imitation.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1/");

    public ZendeskSettings Settings { get; } = new();

    public ZendeskFieldSet Fields { get; }

    public ZendeskIndex Index { get; }

    public ZendeskLimits Limits { get; }

    public ZendeskWebhookQueue Webhooks { get; }

    public SortedDictionary<long, ZendeskTicket> Tickets { get; } = [];

    public SortedDictionary<long, ZendeskUser> Users { get; } = [];

    public SortedDictionary<long, ZendeskGroup> Groups { get; } = [];

    public SortedDictionary<long, ZendeskOrganization> Organizations { get; } = [];

    public SortedDictionary<long, ZendeskTrigger> Triggers { get; } = [];

    public SortedDictionary<long, ZendeskAttachment> Attachments { get; } = [];

    public SortedDictionary<string, ZendeskUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ZendeskJob> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>API tokens belong to the account: with one, a caller may sign in as any of its staff.</summary>
    public SortedSet<string> ApiTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>OAuth access tokens and whose they are.</summary>
    public SortedDictionary<string, long> AccessTokens { get; } = new(StringComparer.Ordinal);

    public ZendeskStoredAnswers StoredAnswers { get; }

    /// <summary>Every audit of every ticket, in the order of writing.</summary>
    public List<ZendeskAudit> AuditLog { get; } = [];

    public long LastPosition { get; private set; }

    public long LastTicketId { get; private set; }

    public long NextId() => ++lastId;

    /// <summary>Keeps later ids clear of one that was brought along.</summary>
    public void Reserve(long id) => lastId = Math.Max(lastId, id);

    public ZendeskUser? UserByEmail(string? email) =>
        email is null ? null : Users.Values.FirstOrDefault(user => string.Equals(user.Email, email.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>A ticket that stands and is not deleted; otherwise Zendesk answers 404.</summary>
    public ZendeskTicket Ticket(long id) => Tickets.TryGetValue(id, out var ticket) && !ticket.IsDeleted ? ticket : throw ZendeskErrors.NotFound();

    public bool HasIncidents(long problemId) => incidents.ContainsKey(problemId);

    /// <summary>Tickets whose last change came after a position, in that order.</summary>
    public IEnumerable<ZendeskTicket> ChangedAfter(long position) =>
        changeOrder.GetViewBetween((position + 1, 0), (long.MaxValue, long.MaxValue)).Select(change => Tickets[change.TicketId]);

    /// <summary>Puts a ticket in place of its former self and moves it to the end of the change order.</summary>
    public void Store(ZendeskTicket ticket, DateTimeOffset now)
    {
        if (Tickets.TryGetValue(ticket.Id, out var former))
        {
            changeOrder.Remove((former.Position, former.Id));
            Unlink(former);
        }
        LastTicketId = Math.Max(LastTicketId, ticket.Id);
        ticket.Position = ++LastPosition;
        ticket.GeneratedAt = ZendeskJson.Second(now);
        Tickets[ticket.Id] = ticket;
        changeOrder.Add((ticket.Position, ticket.Id));
        if (ticket is { ProblemId: { } problem, IsDeleted: false })
            (incidents.TryGetValue(problem, out var known) ? known : incidents[problem] = []).Add(ticket.Id);
        Index.Changed(ticket, now);
    }

    /// <summary>Removes a ticket for good.</summary>
    public void Erase(ZendeskTicket ticket)
    {
        Tickets.Remove(ticket.Id);
        changeOrder.Remove((ticket.Position, ticket.Id));
        Unlink(ticket);
        Index.Removed(ticket.Id);
    }

    private void Unlink(ZendeskTicket ticket)
    {
        if (ticket.ProblemId is not { } problem || !incidents.TryGetValue(problem, out var known))
            return;
        known.Remove(ticket.Id);
        if (known.Count == 0)
            incidents.Remove(problem);
    }
}
