using Entente.Cel;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Api;

/// <summary>Asks for a test run of a link's rules on a real ticket.</summary>
/// <param name="Ticket">A ticket's native id or key at <paramref name="Connection"/>.</param>
public sealed record TryRequest(string Link, string Connection, string Ticket);

/// <summary>What would happen; nothing was written.</summary>
/// <param name="Leaves">Canonical fields, comments and files that the share rule would let out.</param>
/// <param name="Writes">Native fields that the partner's rule would write: to its twin what differs there, else to a new ticket.</param>
/// <param name="Problems">Expressions that fail on this ticket.</param>
public sealed record TryResult(
    bool Triggered, IReadOnlyDictionary<string, string> Leaves, IReadOnlyDictionary<string, string> Writes, IReadOnlyList<string> Problems)
{
    /// <summary>The ticket with which it is twinned on the link; null when it is not.</summary>
    public string? Twin { get; init; }
}

/// <summary>A rule is tried before it is live: read, share, accept, and show (DESIGN 5).</summary>
internal static class TestRun
{
    /// <summary>Throws <see cref="RefusedException"/> for a link, a rule or a ticket that is not there.</summary>
    public static async Task<TryResult> RunAsync(HubContext hub, TryRequest request, CancellationToken cancellation)
    {
        if (hub.Book.Accord.Link(request.Link) is null)
            throw RefusedException.NoLink(request.Link);
        if (hub.Book.RuleFor(request.Link, request.Connection) is not { } rule)
            throw new RefusedException(422, $"Link '{request.Link}' has no rule at connection '{request.Connection}'.");
        if (!hub.Connectors.TryGetValue(request.Connection, out var connector))
            throw RefusedException.NotServed(request.Connection);
        var (row, read) = await ReadAsync(hub, connector, request, cancellation);

        var problems = new List<string>();
        var triggered = Attempt(() => rule.Triggered(read.Snapshot), problems);
        var share = Attempt(() => rule.Share(read.Snapshot), problems);
        if (share is null)
            return new TryResult(triggered, Empty, Empty, problems);
        var far = hub.Book.ConnectionAt(rule.Link, request.Connection);
        var twin = row is null ? null : await TwinAsync(hub, row, request.Link, cancellation);
        var accepted = hub.Book.RuleFor(request.Link, far.Id) is { } partner
            ? Attempt(() => partner.Accept(twin?.Base, ReplicaOf(share, request.Connection, rule), AgreedOf(twin, request.Link), null), problems)
            : null;
        var writes = accepted is null ? Empty : Shown(Missing(hub, accepted.Fields, twin));
        return new TryResult(triggered, Leaves(share), writes, problems)
        {
            Twin = twin?.Base is { } ticket ? $"{far.Id}:{ticket.Key.TrimStart('#')}" : null,
        };
    }

    private static async Task<(TicketRow? Row, TicketRead Read)> ReadAsync(
        HubContext hub, IConnector connector, TryRequest request, CancellationToken cancellation)
    {
        var name = $"{request.Connection}:{request.Ticket}";
        var row = await TicketRows.FindAsync(hub, name, cancellation);
        try
        {
            return (row, await connector.ReadAsync(row?.NativeId ?? request.Ticket.TrimStart('#'), null, cancellation));
        }
        catch (ConnectorException failure)
        {
            throw new RefusedException(
                failure.Kind == FailureKind.NotFound ? 404 : 409, $"{name} cannot be read: {failure.Message} ({failure.Code})");
        }
    }

    /// <summary>The partner's ticket; null when there is none, or none yet.</summary>
    private static async Task<TicketState?> TwinAsync(HubContext hub, TicketRow row, string link, CancellationToken cancellation)
    {
        var state = (await TicketPeek.OfAsync(hub, row.Ticket, cancellation)).State;
        return state.Sides.Values.FirstOrDefault(side => side.Link == link) is { } side
            && await hub.Reader.TicketAsync(side.Partner.Id, cancellation) is { } partner
            ? (await TicketPeek.OfAsync(hub, partner.Ticket, cancellation)).State
            : null;
    }

    private static IReadOnlyDictionary<string, CelValue> AgreedOf(TicketState? twin, string link) =>
        twin?.Sides.Values.FirstOrDefault(side => side.Link == link)?.Agreed
        ?? (IReadOnlyDictionary<string, CelValue>)new SortedDictionary<string, CelValue>(StringComparer.Ordinal);

    /// <summary>Of what the rule wants, that which its ticket does not hold.</summary>
    private static SortedDictionary<string, CelValue> Missing(HubContext hub, IReadOnlyDictionary<string, CelValue> wanted, TicketState? twin) => new(
        wanted.Where(field => twin?.Base is not { } ticket || !hub.Connectors.TryGetValue(twin.Address.Connection, out var connector)
                || !ticket.Fields.TryGetValue(field.Key, out var current) || !connector.Holds(field.Key, current, field.Value))
            .ToDictionary(),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> Empty => new(StringComparer.Ordinal);

    private static Replica ReplicaOf(ShareResult share, string connection, Rule rule) => new(
        share.Fields,
        [.. share.Comments.Select(
            c => new SharedComment($"{connection}:{c.NativeId}", c.Author.Name, null, rule.Party, c.IsPublic, c.Body, c.Created))],
        [.. share.Attachments.Select(a => new SharedFile($"{connection}:{a.NativeId}", a.Name, a.MediaType, a.Bytes, ""))]);

    private static SortedDictionary<string, string> Leaves(ShareResult share)
    {
        var leaves = Shown(share.Fields);
        foreach (var comment in share.Comments)
            leaves[$"comment {comment.NativeId}"] = $"{comment.Author.Name}: {comment.Body}";
        foreach (var file in share.Attachments)
            leaves[$"file {file.NativeId}"] = $"{file.Name} ({file.Bytes} bytes)";
        return leaves;
    }

    private static SortedDictionary<string, string> Shown(IReadOnlyDictionary<string, CelValue> fields) => new(
        fields.ToDictionary(
            f => f.Key, f => f.Value.Kind == CelKind.String ? f.Value.AsString() : RichTextValue.Read(f.Value)?.ToString() ?? f.Value.ToString()),
        StringComparer.Ordinal);

    private static T? Attempt<T>(Func<T> step, List<string> problems)
    {
        try
        {
            return step();
        }
        catch (RuleException failure)
        {
            problems.Add(failure.Located);
            return default;
        }
    }
}
