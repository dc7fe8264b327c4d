using System.Globalization;

namespace Entente.Connectors.Jira;

/// <summary>
/// Where polling stands, as one line of text. Jira's index may show a change hours late, so a watermark alone would lose it for ever: the ledger
/// of what was reported makes it cheap to look back far.
/// </summary>
/// <param name="Watermark">The newest <c>updated</c> seen, epoch milliseconds.</param>
/// <param name="SweptAt">When the last look over the whole look-back began, epoch milliseconds by our clock.</param>
/// <param name="Run">The pages under way; null between runs.</param>
/// <param name="Seen">The <c>updated</c> last reported, by issue id.</param>
internal sealed record JiraPollCursor(long Watermark, long SweptAt, JiraPollRun? Run, SortedDictionary<long, long> Seen)
{
    /// <summary>How many issues the ledger keeps, the newest. A longer one costs more than reading a ticket twice.</summary>
    public const int MostSeen = 2000;

    private const string Version = "1";

    /// <summary>Null when the text is no such cursor.</summary>
    public static JiraPollCursor? Parse(string text)
    {
        var parts = text.Split('|');
        if (parts.Length != 6 || parts[0] != Version || !TryNumber(parts[1], out var watermark) || !TryNumber(parts[2], out var swept))
            return null;
        JiraPollRun? run = null;
        if (parts[3].Length > 0)
        {
            var from = parts[3].Split(',');
            if (from.Length != 3 || !TryNumber(from[0], out var since) || !TryNumber(from[1], out var began))
                return null;
            run = new JiraPollRun(since, began, from[2] == "s", Uri.UnescapeDataString(parts[4]));
        }

        var seen = new SortedDictionary<long, long>();
        foreach (var entry in parts[5].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = entry.Split('@');
            if (pair.Length != 2 || !TryNumber(pair[0], out var id) || !TryNumber(pair[1], out var updated))
                return null;
            seen[id] = updated;
        }

        return new JiraPollCursor(watermark, swept, run, seen);
    }

    public override string ToString() => string.Join(
        '|',
        Version,
        Number(Watermark),
        Number(SweptAt),
        Run is null ? "" : $"{Number(Run.From)},{Number(Run.Began)},{(Run.IsSweep ? "s" : "")}",
        Run is null ? "" : Uri.EscapeDataString(Run.Token),
        string.Join(' ', Seen.Select(entry => $"{Number(entry.Key)}@{Number(entry.Value)}")));

    /// <summary>The ledger without what no later poll can look back to, and within its bound.</summary>
    public JiraPollCursor Pruned(long before)
    {
        var kept = Seen.Where(entry => entry.Value >= before).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(MostSeen);
        return this with { Seen = new SortedDictionary<long, long>(kept.ToDictionary()) };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

/// <summary>A search whose further pages are still to be read.</summary>
/// <param name="From">Lower bound of <c>updated</c>, epoch milliseconds: the query must be the same on every page.</param>
/// <param name="Began">When its first page was asked for, epoch milliseconds by our clock.</param>
/// <param name="IsSweep">Whether it looks over the whole look-back.</param>
/// <param name="Token">Jira's token of the next page, good for seven days.</param>
internal sealed record JiraPollRun(long From, long Began, bool IsSweep, string Token);
