using Entente.Demo.Checking;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo.Recorded;

/// <summary>Compares a recorded ticket with its twin, field by field, as both trackers show them. Pure.</summary>
internal static class FieldComparison
{
    public static void Compare(RecordedTicket pair, ShelfFields source, ShelfFields twin, FieldTally tally)
    {
        var (from, to) = (FieldWords.Of(pair.From.Tracker), FieldWords.Of(pair.To.Tracker));
        tally.Add((pair.Direction, "summary"), source.Summary, source.Summary.Trim(), twin.Summary);
        tally.Add((pair.Direction, "description"), source.Description, Described(pair, source), Letters(twin.Description));
        tally.Add((pair.Direction, "priority"), source.Priority, to.PriorityWord(from.PriorityMeaning(source.Priority)), twin.Priority);
        tally.Add((pair.Direction, "class"), source.Class, to.ClassWord(from.Bugs.Contains(source.Class)), twin.Class);
    }

    /// <summary>A Zendesk ticket must say something: without a description the title of that moment stands there.</summary>
    private static string Described(RecordedTicket pair, ShelfFields source) =>
        string.IsNullOrWhiteSpace(source.Description) && pair.To.Tracker == Toward.Zendesk ? Letters(pair.Title) : Letters(source.Description);

    /// <summary>The letters alone: marks, spaces and layout follow the format, which is a declared conversion.</summary>
    private static string Letters(string text) => string.Concat(text.Where(each => !char.IsWhiteSpace(each)));
}
