namespace Entente.Cel.Library;

/// <summary>The getters of timestamps, in UTC or in a zone, and of durations.</summary>
internal static class TimeFunctions
{
    private const long NanosPerMillisecond = 1_000_000;

    public static void Add(FunctionList functions)
    {
        AddGetter(functions, "getFullYear", local => local.Year);
        AddGetter(functions, "getMonth", local => local.Month - 1);
        AddGetter(functions, "getDate", local => local.Day);
        AddGetter(functions, "getDayOfMonth", local => local.Day - 1);
        AddGetter(functions, "getDayOfWeek", local => (int)local.DayOfWeek);
        AddGetter(functions, "getDayOfYear", local => local.DayOfYear - 1);
        AddGetter(functions, "getHours", local => local.Hour);
        AddGetter(functions, "getMinutes", local => local.Minute);
        AddGetter(functions, "getSeconds", local => local.Second);
        AddGetter(functions, "getMilliseconds", local => local.Millisecond);
        AddPart(functions, "getHours", 3600 * Timestamps.NanosPerSecond);
        AddPart(functions, "getMinutes", 60 * Timestamps.NanosPerSecond);
        AddPart(functions, "getSeconds", Timestamps.NanosPerSecond);

        // Unlike its siblings this one is the part within the second, not the whole length.
        functions.Receiver("getMilliseconds", [CelType.Duration], CelType.Int, (a, _) =>
            CelValue.Int(a[0].RawInt % Timestamps.NanosPerSecond / NanosPerMillisecond));
    }

    private static void AddGetter(FunctionList functions, string name, Func<DateTime, int> part)
    {
        functions.Receiver(name, [CelType.Timestamp], CelType.Int, (a, _) => CelValue.Int(part(Timestamps.ToDateTime(a[0]))));
        functions.Receiver(name, [CelType.Timestamp, CelType.String], CelType.Int, (a, _) =>
            TimeZones.TryLocal(a[0], a[1].RawString, out var local, out var fault) ? CelValue.Int(part(local)) : fault);
    }

    private static void AddPart(FunctionList functions, string name, long unit) =>
        functions.Receiver(name, [CelType.Duration], CelType.Int, (a, _) => CelValue.Int(a[0].RawInt / unit));
}
