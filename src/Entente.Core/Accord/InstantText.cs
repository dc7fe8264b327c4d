using System.Globalization;

namespace Entente.Core.Accord;

/// <summary>Instants and days as the accord writes them.</summary>
internal static class InstantText
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd"];

    /// <summary>Reads <c>2026-09-01T00:00:00Z</c>, or a day as its first instant in UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    public static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Reads two days with a slash between, the second not before the first.</summary>
    public static bool IsPeriod(string text) =>
        text.Split('/') is [var first, var last] && TryReadDay(first, out var from) && TryReadDay(last, out var to) && from <= to;
}
