using Entente.Cel;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Priority is no field of its own: ServiceNow looks it up by impact and urgency and overwrites what is written to it. So a wanted priority is
/// written as the impact and urgency that give it. Pure. The table is the one that instances come with; one with another table shows another
/// priority than wanted, which is refused in the open (<c>servicenow.priority-matrix</c>): there the rule writes <c>impact</c> and <c>urgency</c>.
/// </summary>
internal static class ServiceNowPriority
{
    public const string Field = "priority";
    public const string Impact = "impact";
    public const string Urgency = "urgency";

    private const int Levels = 3;

    /// <summary>Priority by impact (row) and urgency (column), each 1 (high) to 3 (low).</summary>
    private static readonly int[,] Matrix = { { 1, 2, 3 }, { 2, 3, 4 }, { 3, 4, 5 } };

    /// <summary>A new record: P1 is 1 and 1, P5 is 3 and 3, and between them the impact is medium and the urgency decides.</summary>
    private static readonly (int Impact, int Urgency)[] Usual = [(1, 1), (2, 1), (2, 2), (2, 3), (3, 3)];

    /// <summary>The level that a rule means: <c>P2</c>, <c>2</c> or the number 2; null for anything that is no level from 1 to 5.</summary>
    public static int? Level(CelValue value)
    {
        if (value.Kind == CelKind.Int)
            return value.AsInt() is >= 1 and <= 5 and var number ? (int)number : null;
        if (value.Kind != CelKind.String)
            return null;
        var text = value.AsString().Trim();
        var digits = text.StartsWith('P') || text.StartsWith('p') ? text[1..] : text;
        return digits is [>= '1' and <= '5'] ? digits[0] - '0' : null;
    }

    /// <summary>
    /// Impact and urgency that give the level. What the record has stays where it can: both, then the impact, then the urgency, which people set by
    /// what they know of the matter.
    /// </summary>
    public static (string Impact, string Urgency) Of(int level, string impact = "", string urgency = "")
    {
        var (i, u) = (Rank(impact), Rank(urgency));
        if (i > 0 && u > 0 && Matrix[i - 1, u - 1] == level)
            return (impact, urgency);
        for (var other = 1; i > 0 && other <= Levels; other++)
            if (Matrix[i - 1, other - 1] == level)
                return (impact, Text(other));
        for (var other = 1; u > 0 && other <= Levels; other++)
            if (Matrix[other - 1, u - 1] == level)
                return (Text(other), urgency);
        return (Text(Usual[level - 1].Impact), Text(Usual[level - 1].Urgency));
    }

    private static int Rank(string text) => text is ['1' or '2' or '3'] ? text[0] - '0' : 0;

    private static string Text(int rank) => ((char)('0' + rank)).ToString();
}
