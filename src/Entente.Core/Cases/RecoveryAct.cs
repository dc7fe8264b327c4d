using Entente.Core.Sync;

namespace Entente.Core.Cases;

/// <summary>What a person ordered at a ticket, or what the hub repaired at it.</summary>
/// <param name="Ticket">How people name the ticket: <c>jr:SHOP-12</c>.</param>
/// <param name="Seq">Number of the journal's entry.</param>
/// <param name="Act"><c>skipped</c>, <c>undo</c>, <c>undo-ended</c>, <c>duplicate-found</c>, <c>duplicate-merged</c>, <c>duplicate-left</c>.</param>
/// <param name="By">The person; empty for the hub.</param>
/// <param name="Lines">What it was about.</param>
public sealed record RecoveryAct(string Ticket, DateTimeOffset At, long Seq, string Act, string By, IReadOnlyList<string> Lines)
{
    /// <summary>Null for a fact of another kind.</summary>
    internal static RecoveryAct? Of(string ticket, DateTimeOffset at, long seq, Fact fact) => fact switch
    {
        Skipped skipped => new(ticket, at, seq, "skipped", skipped.By, Unwritten(skipped)),
        UndoOrdered ordered => new(
            ticket, at, seq, "undo", ordered.By, [$"back to before entry {ordered.Before}: {string.Join(", ", ordered.Wanted.Keys)}"]),
        UndoEnded ended => new(ticket, at, seq, "undo-ended", "", [ended.Code, .. Told(ended.Message)]),
        DuplicateFound found => new(ticket, at, seq, "duplicate-found", "", [found.Duplicate.Key]),
        DuplicateMerged merged => new(ticket, at, seq, "duplicate-merged", "", [merged.Key]),
        DuplicateLeft left => new(ticket, at, seq, "duplicate-left", "", [left.Key, left.Code]),
        _ => null,
    };

    private static IReadOnlyList<string> Unwritten(Skipped skipped) =>
    [
        .. skipped.Superseded.Select(
            lost => $"{lost.Field}: {(lost.Value.Kind == Cel.CelKind.String ? lost.Value.AsString() : lost.Value.ToString())}"),
        .. skipped.Items.Select(item => item.Replace("\n", " ", StringComparison.Ordinal)),
    ];

    private static IReadOnlyList<string> Told(string message) => message.Length == 0 ? [] : [message];
}
