namespace Entente.Cel;

public readonly partial struct CelValue
{
    public static CelValue Null { get; } = new(CelKind.Null, 0);

    public static CelValue True { get; } = new(CelKind.Bool, 1);

    public static CelValue False { get; } = new(CelKind.Bool, 0);

    /// <summary>The optional that holds nothing.</summary>
    public static CelValue None { get; } = new(CelKind.Optional, 0);

    public static CelValue Bool(bool value) => value ? True : False;

    public static CelValue Int(long value) => new(CelKind.Int, value);

    public static CelValue UInt(ulong value) => new(CelKind.UInt, unchecked((long)value));

    public static CelValue Double(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static CelValue String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new CelValue(CelKind.String, 0, value);
    }

    /// <summary>Copies the bytes.</summary>
    public static CelValue Bytes(ReadOnlySpan<byte> value) => new(CelKind.Bytes, 0, value.ToArray());

    /// <summary>Keeps the list, which must not change afterwards.</summary>
    public static CelValue List(IReadOnlyList<CelValue> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new CelValue(CelKind.List, 0, elements);
    }

    public static CelValue Map(CelMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new CelValue(CelKind.Map, 0, map);
    }

    /// <summary>An ordered map. Throws <see cref="ArgumentException"/> for a repeated key or a key that is no bool, int, uint or string.</summary>
    public static CelValue Map(IEnumerable<KeyValuePair<CelValue, CelValue>> entries) => Map(new CelMap(entries));

    /// <summary>An ordered map with string keys. Throws <see cref="ArgumentException"/> for a repeated key.</summary>
    public static CelValue Map(IEnumerable<KeyValuePair<string, CelValue>> entries) =>
        Map(new CelMap(entries.Select(entry => KeyValuePair.Create(String(entry.Key), entry.Value))));

    /// <summary>An instant, kept in UTC with the 100 ns precision of <see cref="DateTimeOffset"/>.</summary>
    public static CelValue Timestamp(DateTimeOffset instant) => Timestamps.FromDateTime(instant.UtcDateTime);

    /// <summary>A length of time, exact.</summary>
    public static CelValue Duration(TimeSpan duration) => DurationNanoseconds(checked(duration.Ticks * 100));

    /// <summary>A length of time in nanoseconds, which is the precision and the range (about 292 years either way) of durations here.</summary>
    public static CelValue DurationNanoseconds(long nanoseconds) => new(CelKind.Duration, nanoseconds);

    public static CelValue Type(CelType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new CelValue(CelKind.Type, 0, type);
    }

    /// <summary>An optional that holds the value, which may itself be null.</summary>
    public static CelValue Optional(CelValue value) => new(CelKind.Optional, 1, new StrongBox(value));

    public static CelValue Object(ICelObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new CelValue(CelKind.Object, 0, value);
    }

    internal static CelValue TimestampOf(long seconds, int nanos) => new(CelKind.Timestamp, seconds, null, nanos);

    internal static CelValue OwnedBytes(byte[] value) => new(CelKind.Bytes, 0, value);

    internal static CelValue Error(Fault fault) => new(FaultKind, 0, fault);

    internal static CelValue Error(string code, string message) => new(FaultKind, 0, new Fault(code, message));

    private sealed class StrongBox(CelValue value)
    {
        public readonly CelValue Value = value;
    }
}
