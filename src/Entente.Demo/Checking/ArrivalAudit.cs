using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo.Checking;

/// <summary>Searches every tracker, every ticket of it, for what people wrote during the story.</summary>
internal static class ArrivalAudit
{
    public static async Task<AuditResult> RunAsync(TokenLedger tokens, IReadOnlyList<ITicketShelf> shelves, CancellationToken cancellation)
    {
        var shown = new SortedDictionary<Toward, Shown>();
        foreach (var shelf in shelves)
            shown[shelf.Tracker] = await ReadAsync(shelf, cancellation);
        var results = tokens.Runs.Where(run => shown.ContainsKey(run.Toward)).Select(run =>
        {
            var there = shown[run.Toward];
            var result = TokenAudit.Judge(run.Tokens, run.Kind == TokenKind.Title ? there.Titles : there.Threads);
            return result with { Findings = [.. result.Findings.Select(finding => $"{run.Origin} to {run.Toward}: {finding}")] };
        }).ToList();
        return new AuditResult(
            results.Sum(result => result.Lost),
            results.Sum(result => result.Duplicates),
            results.Sum(result => result.OutOfOrder),
            [.. results.SelectMany(result => result.Findings)]);
    }

    private static async Task<Shown> ReadAsync(ITicketShelf shelf, CancellationToken cancellation)
    {
        var tickets = await shelf.TicketsAsync(cancellation);
        var threads = new List<IReadOnlyList<string>>();
        foreach (var ticket in tickets)
            threads.Add(await shelf.ThreadAsync(ticket.Id, cancellation));
        return new Shown([.. tickets.Select(ticket => (string[])[ticket.Title])], threads);
    }

    /// <summary>What one tracker shows, one list a ticket.</summary>
    private sealed record Shown(IReadOnlyList<IReadOnlyList<string>> Titles, IReadOnlyList<IReadOnlyList<string>> Threads);
}
