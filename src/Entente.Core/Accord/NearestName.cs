namespace Entente.Core.Accord;

/// <summary>Finds what somebody probably meant: the remedy of an unknown name.</summary>
internal static class NearestName
{
    private const int LongestListed = 12;

    /// <summary>A remedy that names the nearest of the known names, or lists them when none is near.</summary>
    public static string Remedy(string name, IEnumerable<string> known)
    {
        var names = known.ToArray();
        if (names.Length == 0) return "There is nothing that could stand here.";
        var nearest = names.MinBy(candidate => Distance(name, candidate))!;
        if (Distance(name, nearest) <= Math.Max(2, nearest.Length / 3)) return $"Did you mean '{nearest}'?";
        var more = names.Length > LongestListed ? $" and {names.Length - LongestListed} more" : "";
        return $"Known here: {string.Join(", ", names.Take(LongestListed))}{more}.";
    }

    /// <summary>Levenshtein distance without regard to case; a swap of neighbours counts as one.</summary>
    private static int Distance(string left, string right)
    {
        // An unknown name comes from a file that anybody may write: its length must not cost a quadratic amount.
        if (Math.Abs(left.Length - right.Length) > 16) return int.MaxValue;
        var before = new int[right.Length + 1];
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above) = (above, row);
        }
        return above[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
