using System.Diagnostics.CodeAnalysis;

namespace Entente.Cel;

/// <summary>
/// A value of the Common Expression Language: a kind, eight bytes and a reference; scalars are never boxed. Immutable.
/// <c>==</c> and <see cref="Equals(CelValue)"/> are CEL equality (numbers across their types, lists and maps by content), except that
/// NaN equals itself so that values can be keys; <see cref="CelEquals"/> is the language's own.
/// </summary>
public readonly partial struct CelValue : IEquatable<CelValue>
{
    internal const CelKind FaultKind = (CelKind)255;

    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;
    private readonly CelKind _kind;

    private CelValue(CelKind kind, long bits, object? reference = null, int nanos = 0)
    {
        _kind = kind;
        _bits = bits;
        _reference = reference;
        _nanos = nanos;
    }

    public CelKind Kind => _kind;

    public bool IsNull => _kind == CelKind.Null;

    internal bool IsUnset => _kind == CelKind.Unset;

    internal bool IsFault => _kind == FaultKind;

    internal bool IsTrue => _kind == CelKind.Bool && _bits != 0;

    internal bool IsFalse => _kind == CelKind.Bool && _bits == 0;

    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    /// <summary>
    /// Equality as the operator <c>==</c> of the language gives it: heterogeneous for numbers, false for NaN, false across other kinds.
    /// </summary>
    public bool CelEquals(CelValue other) => ValueEquality.AreEqual(this, other);

    public bool Equals(CelValue other) => ValueEquality.AreSame(this, other);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CelValue other && Equals(other);

    public override int GetHashCode() => ValueEquality.Hash(this);

    /// <summary>The value as CEL source would write it, for people: <c>["a", 1u, {"k": 2.0}]</c>.</summary>
    public override string ToString() => ValueText.Write(this);
}
