using System.Globalization;

namespace Entente.Core.Accord;

/// <summary>Reads <see cref="AccordDuration"/>.</summary>
internal static class DurationText
{
    /// <summary>Longer numbers are a slip, and would overflow.</summary>
    private const int MaxDigits = 6;

    public static bool TryRead(string text, out AccordDuration duration)
    {
        duration = default;
        if (text.EndsWith("bd", StringComparison.Ordinal))
        {
            if (!TryReadCount(text[..^2], out var days)) return false;
            duration = new AccordDuration(TimeSpan.Zero, days, false);
            return true;
        }
        return TryReadParts(text, out duration);
    }

    private static bool TryReadParts(string text, out AccordDuration duration)
    {
        const string Units = "dhms";
        duration = default;
        var (total, last, from) = (TimeSpan.Zero, -1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) continue;
            var unit = Units.IndexOf(text[i], StringComparison.Ordinal);
            if (unit <= last || !TryReadCount(text[from..i], out var count)) return false;
            total += unit switch
            {
                0 => TimeSpan.FromDays(count),
                1 => TimeSpan.FromHours(count),
                2 => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
            (last, from) = (unit, i + 1);
        }
        if (text.Length == 0 || from != text.Length) return false;
        duration = new AccordDuration(total, 0, text.Contains('d', StringComparison.Ordinal));
        return true;
    }

    private static bool TryReadCount(string text, out int count)
    {
        count = 0;
        return text.Length <= MaxDigits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
