using System.Globalization;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Where polling stands, as one line of text. A second may still get rows after it was read, so each poll looks back a little; the ledger of what was
/// reported keeps that from being reported again.
/// </summary>
/// <param name="Watermarks">The newest instant seen by each list, as ServiceNow writes it.</param>
/// <param name="Run">The pages under way; null between polls.</param>
/// <param name="Seen">Rows reported: instant by list, id and update count.</param>
internal sealed record ServiceNowPollCursor(
    IReadOnlyList<string> Watermarks, ServiceNowPollRun? Run, SortedDictionary<string, string> Seen)
{
    /// <summary>How many rows the ledger keeps, the newest. A longer one costs more than reading a ticket twice.</summary>
    public const int MostSeen = 2000;

    private const string Version = "1";

    public static ServiceNowPollCursor Start(DateTimeOffset from, int lists) =>
        new([.. Enumerable.Repeat(ServiceNowTime.Write(from), lists)], null, new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Null when the text is no such cursor.</summary>
    public static ServiceNowPollCursor? Parse(string text, int lists)
    {
        var parts = text.Split('|');
        if (parts.Length != 4 || parts[0] != Version)
            return null;
        var watermarks = parts[1].Split(',');
        var run = parts[2].Split(',');
        if (watermarks.Length != lists || watermarks.Any(mark => ServiceNowTime.Read(mark) is null) || run.Length is not (1 or 5))
            return null;
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in parts[3].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')))
            seen[entry[0]] = entry[^1];
        return new ServiceNowPollCursor(watermarks, run.Length == 5 ? ServiceNowPollRun.Parse(run) : null, seen);
    }

    public override string ToString() => string.Join(
        '|', Version, string.Join(',', Watermarks), Run?.ToString() ?? "", string.Join(';', Seen.Select(entry => $"{entry.Key}={entry.Value}")));

    /// <summary>The ledger without what no later poll can look back to, and within its bound.</summary>
    public ServiceNowPollCursor Pruned(string before) => this with
    {
        Seen = new SortedDictionary<string, string>(
            Seen.Where(entry => string.CompareOrdinal(entry.Value, before) >= 0)
                .OrderByDescending(entry => entry.Value, StringComparer.Ordinal).ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Take(MostSeen).ToDictionary(),
            StringComparer.Ordinal),
    };
}

/// <summary>A list whose further pages are still to be read.</summary>
/// <param name="List">Which list.</param>
/// <param name="From">The instant that pages begin at.</param>
/// <param name="IsAfter">Whether that very second is read already.</param>
/// <param name="AfterId">Within that second, the id of the last row read; empty for a page that goes on in time.</param>
/// <param name="Offset">Rows to pass over: pages of which the account may see nothing.</param>
internal sealed record ServiceNowPollRun(int List, string From, bool IsAfter, string AfterId, long Offset)
{
    public static ServiceNowPollRun? Parse(string[] parts) =>
        int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var list) && list <= 2
            && ServiceNowTime.Read(parts[1]) is not null
            && long.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new ServiceNowPollRun(list, parts[1], parts[2] == "after", parts[3], offset)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{List},{From},{(IsAfter ? "after" : "")},{AfterId},{Offset}");
}
