using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Node.Api;
using Entente.Node.Tickets;
using Entente.Node.Twins;

namespace Entente.Node.Trials;

/// <summary>Asks what a changed accord folder would do to the open twins of a link.</summary>
public sealed record TrialRequest(string Link, IReadOnlyList<TrialFile> Files);

/// <summary>A file of the folder.</summary>
/// <param name="Path">Below the folder, with forward slashes.</param>
/// <param name="Content">Its bytes; base64 in JSON.</param>
public sealed record TrialFile(string Path, byte[] Content);

/// <summary>One line of the answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TrialSide), "side")]
[JsonDerivedType(typeof(TrialProgress), "progress")]
[JsonDerivedType(typeof(TrialResult), "result")]
public abstract record TrialLine;

/// <summary>A ticket whose next send or write would differ, or on which the changed rule fails.</summary>
public sealed record TrialSide(
    string Ticket, string Twin, IReadOnlyList<TrialChange> Leaves, IReadOnlyList<TrialChange> Writes, IReadOnlyList<string> Failures) : TrialLine;

/// <summary>A value under the rule in force and under the changed one; null where that rule has none.</summary>
public sealed record TrialChange(string Name, string? Before, string? After);

/// <summary>How many tickets were compared so far.</summary>
public sealed record TrialProgress(long Seen) : TrialLine;

/// <summary>The end: counts of tickets on the link.</summary>
/// <param name="Different">Tickets whose next send or write would differ.</param>
/// <param name="Failing">Tickets on which the changed rule fails.</param>
/// <param name="Unread">Tickets that were not read yet and could not be compared.</param>
public sealed record TrialResult(long Seen, long Same, long Different, long Failing, long Unread) : TrialLine;

/// <summary>Compares the rules in force with a folder's, on every open twin of a link. Nothing is read from a tracker and nothing written.</summary>
internal sealed class RuleTrial(HubContext hub, TrialRequest request)
{
    private const int ReportEvery = 500;

    private TrialResult counts = new(0, 0, 0, 0, 0);

    /// <summary>Lines as they are found, the result last. Throws <see cref="RefusedException"/> for a folder that cannot go live.</summary>
    public async IAsyncEnumerable<TrialLine> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var book = Load();
        yield return new TrialProgress(0);
        await foreach (var row in TicketPages.AllAsync(hub, cancellation))
        {
            if (row.CaseId is null || !book.Link(request.Link).Between.Contains(row.Ticket.Connection))
                continue;
            var peek = await TicketPeek.OfAsync(hub, row.Ticket, cancellation);
            foreach (var side in peek.State.Sides.Values.Where(side => side.Link == request.Link))
            {
                if (Compare(book, peek.State, side) is { } different)
                    yield return different;
                if (counts.Seen % ReportEvery == 0)
                    yield return new TrialProgress(counts.Seen);
            }
        }

        yield return counts;
    }

    private RuleBook Load()
    {
        var loaded = RuleBook.Load([.. request.Files.Select(file => new SourceFile(file.Path, file.Content))], HubOpening.Schemas());
        if (loaded.Book is not { } book)
            throw new RefusedException(422, HubOpening.Listed(loaded.Errors));
        foreach (var (accord, where) in new[] { (hub.Book.Accord, "in force"), (book.Accord, "in that folder") })
            if (accord.Link(request.Link) is null)
                throw new RefusedException(404, $"The accord {where} has no link '{request.Link}'.");
        return book;
    }

    private TrialSide? Compare(RuleBook book, TicketState state, SideState side)
    {
        counts = counts with { Seen = counts.Seen + 1 };
        if (state.Base is not { } ticket)
        {
            counts = counts with { Unread = counts.Unread + 1 };
            return null;
        }

        var connection = state.Address.Connection;
        var found = RuleComparison.Of(ticket, side, hub.Book.RuleFor(side.Link, connection), book.RuleFor(side.Link, connection));
        counts = counts with
        {
            Same = counts.Same + (found.IsSame ? 1 : 0),
            Different = counts.Different + (found.Leaves.Count + found.Writes.Count > 0 ? 1 : 0),
            Failing = counts.Failing + (found.Failures.Count > 0 ? 1 : 0),
        };
        return found.IsSame ? null : new TrialSide(
            $"{connection}:{ticket.Key.TrimStart('#')}",
            side.Twin,
            [.. found.Leaves.Select(Show)],
            [.. found.Writes.Select(Show)],
            [.. found.Failures.Select(failure => failure.Located)]);
    }

    private static TrialChange Show(ValueChange change) => new(
        change.Name, change.Before is { } before ? ShownValue.Of(before) : null, change.After is { } after ? ShownValue.Of(after) : null);
}
