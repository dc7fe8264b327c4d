namespace Entente.Cel.Checking;

/// <summary>Finds the known name that a misspelt one most likely meant.</summary>
internal static class Nearest
{
    /// <summary>Comparing costs the product of the lengths; nobody misspells a longer name than this.</summary>
    private const int LongestName = 100;

    /// <summary>A remedy that names the nearest candidate, or else says what to do.</summary>
    public static string Remedy(string name, IEnumerable<string> candidates, string otherwise) =>
        Find(name, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;

    /// <summary>Null when nothing is near enough: a change in every second letter, at most three.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) => name.Length > LongestName ? null : candidates
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(entry => entry.Distance <= Math.Clamp(name.Length / 2, 1, 3))
        .OrderBy(entry => entry.Distance).ThenBy(entry => entry.Name, StringComparer.Ordinal)
        .FirstOrDefault().Name;

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours, case aside.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = AreSame(left[i - 1], right[j - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && AreSame(left[i - 1], right[j - 2]) && AreSame(left[i - 2], right[j - 1]))
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }
        return rows[left.Length, right.Length];
    }

    private static bool AreSame(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
