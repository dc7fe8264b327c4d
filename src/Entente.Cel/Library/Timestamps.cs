namespace Entente.Cel;

/// <summary>
/// Instants as seconds since 1970 and nanoseconds, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, and the arithmetic
/// between them and durations (64-bit nanoseconds). What leaves the range is an error.
/// </summary>
internal static class Timestamps
{
    public const long NanosPerSecond = 1_000_000_000;
    private const long MinimumSeconds = -62_135_596_800;
    private const long MaximumSeconds = 253_402_300_799;

    public static CelValue Create(long seconds, int nanos) =>
        seconds is < MinimumSeconds or > MaximumSeconds
            ? CelValue.Error(CelErrorCodes.OutOfRange, "The timestamp lies outside of the years 0001 to 9999.")
            : CelValue.TimestampOf(seconds, nanos);

    public static CelValue FromDateTime(DateTime utc)
    {
        var seconds = Math.DivRem(utc.Ticks, TimeSpan.TicksPerSecond, out var rest) + MinimumSeconds;
        return CelValue.TimestampOf(seconds, (int)rest * 100);
    }

    public static DateTime ToDateTime(CelValue timestamp) =>
        new(((timestamp.RawInt - MinimumSeconds) * TimeSpan.TicksPerSecond) + (timestamp.RawNanos / 100), DateTimeKind.Utc);

    public static int Compare(CelValue left, CelValue right)
    {
        var order = left.RawInt.CompareTo(right.RawInt);
        return order != 0 ? order : left.RawNanos.CompareTo(right.RawNanos);
    }

    public static CelValue Add(CelValue timestamp, Int128 nanoseconds)
    {
        var total = ((Int128)timestamp.RawInt * NanosPerSecond) + timestamp.RawNanos + nanoseconds;
        var (seconds, nanos) = Int128.DivRem(total, NanosPerSecond);
        if (nanos < 0)
        {
            nanos += NanosPerSecond;
            seconds--;
        }
        return Create((long)seconds, (int)nanos);
    }

    public static CelValue Subtract(CelValue left, CelValue right) =>
        ToDuration((((Int128)left.RawInt - right.RawInt) * NanosPerSecond) + left.RawNanos - right.RawNanos);

    public static CelValue ToDuration(Int128 nanoseconds) =>
        nanoseconds < long.MinValue || nanoseconds > long.MaxValue
            ? CelValue.Error(CelErrorCodes.OutOfRange, "The duration is longer than 292 years.")
            : CelValue.DurationNanoseconds((long)nanoseconds);
}
