namespace Entente.Cel;

/// <summary>Wall-clock time in a zone: an IANA name such as <c>Europe/Berlin</c>, or a fixed offset such as <c>-02:30</c>.</summary>
internal static class TimeZones
{
    private const string Iana = "an IANA name such as Europe/Berlin or an offset such as -02:30";

    /// <summary>The timestamp as local time, or a fault that names the zone that is unknown.</summary>
    public static bool TryLocal(CelValue timestamp, string zone, out DateTime local, out CelValue fault)
    {
        var utc = Timestamps.ToDateTime(timestamp);
        local = utc;
        fault = default;
        if (zone.Length > 0 && (char.IsAsciiDigit(zone[0]) || zone[0] is '+' or '-'))
        {
            if (TryFixedOffset(zone, out var seconds)) return TryShift(utc, seconds, out local, out fault);
        }
        else if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            local = TimeZoneInfo.ConvertTimeFromUtc(utc, found);
            return true;
        }
        fault = CelValue.Error(CelErrorCodes.InvalidArgument, $"{ValueText.Quote(zone)} is no known time zone; give {Iana}.");
        return false;
    }

    /// <summary>Reads <c>+hh:mm</c>, <c>-hh:mm</c> or <c>hh:mm</c> as seconds east of UTC.</summary>
    public static bool TryFixedOffset(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        var isNegative = text[0] == '-';
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        if (digits.Length != 5 || digits[2] != ':') return false;
        if (digits[..2].ContainsAnyExceptInRange('0', '9') || digits[3..].ContainsAnyExceptInRange('0', '9')) return false;
        var hours = ((digits[0] - '0') * 10) + digits[1] - '0';
        var minutes = ((digits[3] - '0') * 10) + digits[4] - '0';
        if (hours > 23 || minutes > 59) return false;
        seconds = ((hours * 60) + minutes) * 60 * (isNegative ? -1 : 1);
        return true;
    }

    private static bool TryShift(DateTime utc, long seconds, out DateTime local, out CelValue fault)
    {
        var shifted = Timestamps.FromDateTime(utc).RawInt + seconds;
        fault = Timestamps.Create(shifted, 0);
        local = fault.IsFault ? utc : utc.AddSeconds(seconds);
        return !fault.IsFault;
    }
}
