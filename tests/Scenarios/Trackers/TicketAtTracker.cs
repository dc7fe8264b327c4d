namespace Entente.Scenarios.Trackers;

/// <summary>A ticket as its tracker's own API shows it, reduced to what both trackers can say.</summary>
/// <param name="Priority">The accord's word: P1 to P4.</param>
/// <param name="Comments">Texts in the tracker's order, without the first text of the ticket.</param>
/// <param name="Files">Names of its attachments, ordinal order.</param>
internal sealed record TicketAtTracker(
    string Key, string Summary, string Description, string Priority, bool IsResolved, IReadOnlyList<string> Comments, IReadOnlyList<string> Files)
{
    /// <summary>All that is compared, as one text.</summary>
    public string Shown => string.Join('|', [Key, Summary, Priority, $"{IsResolved}", .. Comments, .. Files]);
}
