using System.Globalization;
using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.Jira;

/// <summary>Jira's times: <c>2020-06-12T08:13:13.360+0800</c>, offset without colon and in the caller's zone; in places epoch milliseconds.</summary>
internal static class JiraTime
{
    // What DateTimeOffset can hold, in epoch milliseconds.
    private const long Latest = 253_402_300_799_999;

    /// <summary>The member as an instant in UTC; null when it is missing or no time.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) => element.Member(name) is { } value ? Read(value) : null;

    /// <summary>The value as an instant in UTC; null when it is no time.</summary>
    public static DateTimeOffset? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Read(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var epoch) && epoch is >= 0 and <= Latest => DateTimeOffset.FromUnixTimeMilliseconds(epoch),
        _ => null,
    };

    public static DateTimeOffset? Read(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    /// <summary>A date as <c>duedate</c> and date pickers take it.</summary>
    public static string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant as date-time pickers take it.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
