using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Node.Conservation;

/// <summary>
/// Counts one ticket's changes twice: the rows that lists and sums are made of, and the journal they should have come from. What the journal says is
/// found without the code that wrote the rows: each read's entry names the changes that it saw, and the folded state names those without an answer.
/// </summary>
internal static class TicketTally
{
    private const int MostEntries = 100_000;
    private const string ReadKind = "observed";

    /// <summary>Empty when both counts agree; null when the ticket moved meanwhile or was erased in part, and nothing can be said.</summary>
    public static async Task<IReadOnlyList<Violation>?> CompareAsync(HubContext hub, TicketAddress ticket, CancellationToken cancellation)
    {
        var before = await TicketPeek.OfAsync(hub, ticket, cancellation);
        var entries = await hub.Reader.EntriesAsync(ticket.Id, 1, MostEntries, cancellation);
        var rows = await hub.Reader.ChangesAsync(ticket.Id, cancellation);
        var after = await TicketPeek.OfAsync(hub, ticket, cancellation);
        if (before.Work.Head != after.Work.Head || entries.Count != after.Work.Head)
            return null;
        if (entries.Any(stored => stored.Entry.Kind == ReadKind && stored.Entry.Payload.Length == 0))
            return null;
        return [.. Compare(ticket.Id, Seen(entries), Unanswered(after.State), rows)];
    }

    private static IEnumerable<Violation> Compare(
        string ticket, HashSet<ChangeKey> seen, HashSet<ChangeKey> unanswered, IReadOnlyList<ChangeRow> rows)
    {
        var counted = new HashSet<ChangeKey>();
        foreach (var row in rows)
        {
            var key = new ChangeKey(row.Twin, row.Seq, row.N);
            counted.Add(key);
            if (!Enum.TryParse<ChangeStage>(row.State, ignoreCase: true, out var stage))
                yield return new Violation(row.Link, ticket, $"A change of entry {row.Seq} is '{row.State}', which is no state.");
            else if (!seen.Contains(key))
                yield return new Violation(row.Link, ticket, $"A change of entry {row.Seq} is counted, and no read saw it.");
            else if (stage == ChangeStage.Pending != unanswered.Contains(key) && stage != ChangeStage.Parked)
                yield return new Violation(row.Link, ticket, $"A change of entry {row.Seq} is {row.State}, and the journal says otherwise.");
        }

        foreach (var lost in seen.Where(key => !counted.Contains(key)).OrderBy(key => key.Seq).ThenBy(key => key.N))
            yield return new Violation(LinkOf(rows, lost.Twin), ticket, $"A change that entry {lost.Seq} saw is in no state.");
    }

    private static HashSet<ChangeKey> Seen(IReadOnlyList<StoredEntry> entries) =>
    [
        .. from stored in entries
           where stored.Entry.Kind == ReadKind
           from change in ((Observed)SyncJson.Read<Fact>(stored.Entry.Payload)).Changes
           select new ChangeKey(change.Twin, stored.Entry.N, change.N),
    ];

    private static HashSet<ChangeKey> Unanswered(TicketState state) =>
    [
        .. from side in state.Sides.Values
           from outstanding in side.Outstanding.Values
           from change in outstanding.Changes
           select new ChangeKey(side.Twin, change.Seq, change.N),
    ];

    private static string LinkOf(IReadOnlyList<ChangeRow> rows, string twin) =>
        rows.FirstOrDefault(row => row.Twin == twin)?.Link ?? $"of twin {twin}";

    private readonly record struct ChangeKey(string Twin, long Seq, int N);
}
