using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>
/// Reads what a query compares a time with: unquoted epoch milliseconds, a period before now, a function, or a literal. A literal
/// has minute precision and stands in the zone of the caller's profile, not in UTC.
/// </summary>
internal sealed partial class JqlTime(TimeZoneInfo zone, DateTimeOffset now)
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm", "yyyy-MM-dd", "yyyy/MM/dd"];

    public DateTimeOffset Read(string field, JqlOperand operand)
    {
        if (operand.Kind == JqlOperandKind.Number && long.TryParse(operand.Text, out var milliseconds) && Math.Abs(milliseconds) < 62_000_000_000_000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (operand.Kind == JqlOperandKind.Function)
            return Function(operand.Text);
        if (Period().Match(operand.Text) is { Success: true } period && TryAdd(period) is { } relative)
            return relative;
        if (DateTime.TryParseExact(operand.Text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        throw JiraRefusal.Saying(400, $"Date value '{operand.Text}' for field '{field}' is invalid. Valid formats include: "
            + "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.");
    }

    private DateTimeOffset Function(string name)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).Date;
        return name.ToLowerInvariant() switch
        {
            "now" => now,
            "startofday" => Local(local),
            "endofday" => Local(local.AddDays(1)).AddMilliseconds(-1),
            "startofweek" => Local(local.AddDays(-(int)local.DayOfWeek)),
            "startofmonth" => Local(new(local.Year, local.Month, 1)),
            _ => throw JiraRefusal.Saying(400, $"Unable to find JQL function '{name}()'."),
        };
    }

    private DateTimeOffset Local(DateTime local) => new(local, zone.GetUtcOffset(local));

    private DateTimeOffset? TryAdd(Match period)
    {
        var sign = period.Groups["sign"].Value == "-" ? -1 : 1;
        var minutes = 0.0;
        foreach (Capture part in period.Groups["part"].Captures)
        {
            if (!double.TryParse(part.Value.AsSpan(0, part.Length - 1).Trim(), CultureInfo.InvariantCulture, out var count) || count > 100_000)
                return null;
            minutes += count * MinutesOf(part.Value[^1]);
        }

        return Math.Abs(minutes) < 500_000_000 ? now.AddMinutes(sign * minutes) : null;
    }

    private static double MinutesOf(char unit) => unit switch
    {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        'M' => 30 * 24 * 60,
        _ => 365 * 24 * 60,
    };

    [GeneratedRegex(@"^(?<sign>[+-]?)(?:(?<part>\d+[mhdwMy])\s*)+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Period();
}
