using System.Text.RegularExpressions;

using Entente.Scenarios.Trackers;

namespace Entente.Scenarios.Killing;

/// <summary>
/// What the trackers' own APIs show, held against what people did: every token on both sides exactly once, in order, tickets equal. Pure.
/// </summary>
internal sealed partial class Verdict
{
    private readonly List<string> faults = [];

    private Verdict()
    {
    }

    /// <summary>One sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Faults => faults;

    public int Lost { get; private set; }

    public int Twice { get; private set; }

    public int OutOfOrder { get; private set; }

    /// <summary>Fields that differ, notes that left, tickets that nobody raised.</summary>
    public int Unequal { get; private set; }

    public static Verdict Of(IReadOnlyList<Told> cases, IReadOnlyList<TicketAtTracker> zendesk, IReadOnlyList<TicketAtTracker> jira)
    {
        var verdict = new Verdict();
        foreach (var told in cases)
            verdict.Judge(told, Of(told, zendesk), Of(told, jira));
        verdict.Stray("Zendesk", zendesk, cases);
        verdict.Stray("Jira", jira, cases);
        return verdict;
    }

    private void Judge(Told told, TicketAtTracker[] zendesk, TicketAtTracker[] jira)
    {
        if (!IsOne(told, "Zendesk", zendesk.Length) | !IsOne(told, "Jira", jira.Length))
            return;
        Equal(told, "summary at Zendesk", told.Subject, zendesk[0].Summary);
        Equal(told, "summary at Jira", told.Subject, jira[0].Summary);
        Equal(told, "priority at Zendesk", told.Priority, zendesk[0].Priority);
        Equal(told, "priority at Jira", told.Priority, jira[0].Priority);
        Equal(told, "description at Jira", zendesk[0].Description.Trim(), jira[0].Description.Trim());
        Equal(told, "resolved at Zendesk", told.IsResolved, zendesk[0].IsResolved);
        Equal(told, "resolved at Jira", told.IsResolved, jira[0].IsResolved);
        InOrder(told, "Zendesk", "said", told.SaidInZendesk, zendesk[0]);
        InOrder(told, "Jira", "said", told.SaidInZendesk, jira[0]);
        InOrder(told, "Zendesk", "dev", told.SaidInJira, zendesk[0]);
        InOrder(told, "Jira", "dev", told.SaidInJira, jira[0]);
        InOrder(told, "Zendesk", "note", told.KeptInZendesk, zendesk[0]);
        InOrder(told, "Jira", "note", [], jira[0]);
        Attached(told, "Zendesk", zendesk[0]);
        Attached(told, "Jira", jira[0]);
    }

    private bool IsOne(Told told, string tracker, int count)
    {
        if (count == 0)
            Lost++;
        if (count > 1)
            Twice += count - 1;
        if (count != 1)
            faults.Add($"{told.Token}: {count} tickets at {tracker} instead of one");
        return count == 1;
    }

    private void Equal<T>(Told told, string what, T expected, T shown)
    {
        if (EqualityComparer<T>.Default.Equals(expected, shown))
            return;
        Unequal++;
        faults.Add($"{told.Token}: {what} is '{shown}' instead of '{expected}'");
    }

    private void InOrder(Told told, string tracker, string kind, List<string> expected, TicketAtTracker ticket)
    {
        var tokens = ticket.Comments.SelectMany(text => Token().Matches(text).Select(match => match.Value));
        var shown = tokens.Where(token => token.StartsWith($"{kind}-", StringComparison.Ordinal)).ToList();
        if (shown.SequenceEqual(expected))
            return;
        var lost = expected.Except(shown).Count();
        var strange = shown.Except(expected).Count();
        var twice = shown.Count - shown.Distinct().Count();
        Lost += lost;
        Twice += twice;
        Unequal += strange;
        OutOfOrder += shown.Distinct().Intersect(expected).SequenceEqual(expected.Intersect(shown)) ? 0 : 1;
        faults.Add($"{told.Token}: comments at {tracker} {ticket.Key} are [{string.Join(' ', shown)}] instead of [{string.Join(' ', expected)}]");
    }

    private void Attached(Told told, string tracker, TicketAtTracker ticket)
    {
        if (ticket.Files.SequenceEqual(told.FilesInZendesk.Order(StringComparer.Ordinal)))
            return;
        Lost += told.FilesInZendesk.Except(ticket.Files).Count();
        Twice += ticket.Files.Count - ticket.Files.Distinct().Count();
        Unequal += ticket.Files.Except(told.FilesInZendesk).Count();
        var (shown, expected) = (string.Join(' ', ticket.Files), string.Join(' ', told.FilesInZendesk));
        faults.Add($"{told.Token}: files at {tracker} {ticket.Key} are [{shown}] instead of [{expected}]");
    }

    private void Stray(string tracker, IReadOnlyList<TicketAtTracker> all, IReadOnlyList<Told> cases)
    {
        foreach (var stray in all.Where(ticket => !cases.Any(told => Holds(ticket.Summary, told.Token))))
        {
            Unequal++;
            faults.Add($"{tracker} {stray.Key} '{stray.Summary}' was raised by nobody");
        }
    }

    private static TicketAtTracker[] Of(Told told, IReadOnlyList<TicketAtTracker> all) => [.. all.Where(ticket => Holds(ticket.Summary, told.Token))];

    private static bool Holds(string text, string token) => text.Contains(token, StringComparison.Ordinal);

    [GeneratedRegex("[a-z]+-[0-9a-f]+-[0-9]{4}")]
    private static partial Regex Token();
}
