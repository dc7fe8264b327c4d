using System.Globalization;

namespace Entente.Sandbox.ServiceNow.World;

/// <summary>Times as the platform writes them: to the second, without a zone. What is stored is UTC; what a person is shown is theirs.</summary>
internal static class ServiceNowTime
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";

    private static readonly string[] Formats = [Format, "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads a text that is UTC; null where it is no time.</summary>
    public static DateTimeOffset? Read(string text) => Read(text, TimeZoneInfo.Utc);

    /// <summary>Reads a text that a person of a zone wrote. Of an hour that the clocks skip, the same offset as before counts.</summary>
    public static DateTimeOffset? Read(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-1)) : zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>A stored time as somebody of a zone reads it; what is no time stays as it is.</summary>
    public static string Show(string stored, TimeZoneInfo zone) => Read(stored) is { } at ? Local(at, zone) : stored;

    public static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).DateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static TimeZoneInfo? Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>A span as a duration column stores it: a moment after the epoch.</summary>
    public static string Duration(TimeSpan span) => Write(DateTimeOffset.UnixEpoch + (span < TimeSpan.Zero ? TimeSpan.Zero : span));
}
