using System.Globalization;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// ServiceNow's instants. Stored values are UTC without saying so, to the second; display values are in the zone and format of whoever asks, so they
/// are never read.
/// </summary>
internal static class ServiceNowTime
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";

    /// <summary>A stored instant or date; null for anything else.</summary>
    public static DateTimeOffset? Read(string? text) => DateTimeOffset.TryParseExact(
        text, [Form, "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : null;

    /// <summary>As a stored value and as a literal of an encoded query, both of which the web service reads as UTC.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
}
