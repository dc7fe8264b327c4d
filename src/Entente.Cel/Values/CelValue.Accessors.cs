namespace Entente.Cel;

public readonly partial struct CelValue
{
    internal bool RawBool => _bits != 0;

    internal long RawInt => _bits;

    internal ulong RawUInt => unchecked((ulong)_bits);

    internal double RawDouble => BitConverter.Int64BitsToDouble(_bits);

    internal string RawString => (string)_reference!;

    internal byte[] RawBytes => (byte[])_reference!;

    internal IReadOnlyList<CelValue> RawList => (IReadOnlyList<CelValue>)_reference!;

    internal CelMap RawMap => (CelMap)_reference!;

    internal CelType RawType => (CelType)_reference!;

    internal ICelObject RawObject => (ICelObject)_reference!;

    internal Fault RawFault => (Fault)_reference!;

    internal int RawNanos => _nanos;

    internal object? RawReference => _reference;

    /// <summary>Whether an optional holds a value. Only for <see cref="CelKind.Optional"/>.</summary>
    public bool HasValue => Expect(CelKind.Optional)._bits != 0;

    public bool AsBool() => Expect(CelKind.Bool)._bits != 0;

    public long AsInt() => Expect(CelKind.Int)._bits;

    public ulong AsUInt() => Expect(CelKind.UInt).RawUInt;

    public double AsDouble() => Expect(CelKind.Double).RawDouble;

    public string AsString() => Expect(CelKind.String).RawString;

    public ReadOnlyMemory<byte> AsBytes() => Expect(CelKind.Bytes).RawBytes;

    public IReadOnlyList<CelValue> AsList() => Expect(CelKind.List).RawList;

    public CelMap AsMap() => Expect(CelKind.Map).RawMap;

    /// <summary>The instant in UTC, cut to the 100 ns that <see cref="DateTimeOffset"/> can hold.</summary>
    public DateTimeOffset AsTimestamp() => new(Timestamps.ToDateTime(Expect(CelKind.Timestamp)), TimeSpan.Zero);

    /// <summary>The duration, cut to the 100 ns that <see cref="TimeSpan"/> can hold.</summary>
    public TimeSpan AsDuration() => TimeSpan.FromTicks(Expect(CelKind.Duration)._bits / 100);

    /// <summary>The duration in nanoseconds, exact.</summary>
    public long AsDurationNanoseconds() => Expect(CelKind.Duration)._bits;

    public CelType AsType() => Expect(CelKind.Type).RawType;

    public ICelObject AsObject() => Expect(CelKind.Object).RawObject;

    /// <summary>What an optional holds. Throws <see cref="InvalidOperationException"/> when it holds nothing.</summary>
    public CelValue OptionalValue() =>
        HasValue ? RawOptional : throw new InvalidOperationException("The optional holds no value.");

    internal CelValue RawOptional => ((StrongBox)_reference!).Value;

    private CelValue Expect(CelKind kind) =>
        _kind == kind ? this : throw new InvalidOperationException($"The value is of kind {_kind}, not {kind}.");
}
