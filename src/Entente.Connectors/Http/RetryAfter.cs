using System.Globalization;

namespace Entente.Connectors.Http;

/// <summary>
/// Reads <c>Retry-After</c> in both its forms (RFC 9110, 10.2.3). A date is judged by the tracker's own clock, for ours may be wrong. What lies in
/// the past or below zero is no wait; a long one is never shortened here: it is for the operator to see.
/// </summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is told apart: beyond a year it makes no difference.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <param name="value">The header, or null.</param>
    /// <param name="trackerNow">The answer's own <c>Date</c>.</param>
    /// <returns>The wait, from zero to <see cref="Longest"/>; null when none is named or what is named cannot be read.</returns>
    public static TimeSpan? Read(string? value, DateTimeOffset trackerNow)
    {
        if (value is null)
            return null;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds))
            return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
        if (!TryParseDate(value, out var date))
            return null;
        var wait = date - trackerNow;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }

    /// <summary>Reads an HTTP date in the one form that is written today and the two that must still be read.</summary>
    public static bool TryParseDate(string value, out DateTimeOffset date) => DateTimeOffset.TryParseExact(
        value.Trim(),
        DateForms,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite,
        out date);
}
