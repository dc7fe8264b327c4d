namespace Entente.Cel;

/// <summary>Comparison of numbers across int, uint and double on one number line.</summary>
internal static class Numbers
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    public static bool IsNumber(in CelValue value) => value.Kind is CelKind.Int or CelKind.UInt or CelKind.Double;

    /// <summary>False when one of them is no number, or NaN.</summary>
    public static bool TryCompare(in CelValue left, in CelValue right, out int order)
    {
        order = 0;
        if (!IsNumber(left) || !IsNumber(right)) return false;
        if (left.Kind == CelKind.Double) return TryCompareDouble(left.RawDouble, right, out order);
        if (right.Kind == CelKind.Double)
        {
            var known = TryCompareDouble(right.RawDouble, left, out order);
            order = -order;
            return known;
        }
        order = CompareWhole(left, right);
        return true;
    }

    /// <summary>A number as an int, when it is one exactly: what indexes a list.</summary>
    public static bool TryWhole(CelValue value, out long whole)
    {
        whole = value.RawInt;
        if (value.Kind == CelKind.Int) return true;
        if (value.Kind == CelKind.UInt) return value.RawUInt <= long.MaxValue;
        if (value.Kind != CelKind.Double) return false;
        var number = value.RawDouble;
        if (number != Math.Floor(number) || number < -TwoTo63 || number >= TwoTo63) return false;
        whole = (long)number;
        return true;
    }

    private static int CompareWhole(in CelValue left, in CelValue right)
    {
        if (left.Kind == right.Kind)
            return left.Kind == CelKind.Int ? left.RawInt.CompareTo(right.RawInt) : left.RawUInt.CompareTo(right.RawUInt);
        if (left.Kind == CelKind.Int) return left.RawInt < 0 ? -1 : ((ulong)left.RawInt).CompareTo(right.RawUInt);
        return right.RawInt < 0 ? 1 : left.RawUInt.CompareTo((ulong)right.RawInt);
    }

    private static bool TryCompareDouble(double left, in CelValue right, out int order)
    {
        order = 0;
        if (double.IsNaN(left)) return false;
        if (right.Kind == CelKind.Double)
        {
            var other = right.RawDouble;
            order = left < other ? -1 : left > other ? 1 : 0;
            return !double.IsNaN(other);
        }
        order = right.Kind == CelKind.Int ? CompareToInt(left, right.RawInt) : CompareToUInt(left, right.RawUInt);
        return true;
    }

    // Beyond 2^53 several whole numbers share a double; the specification's cases have them compare as equal to it.
    private static int CompareToInt(double left, long right)
    {
        if (left > TwoTo63) return 1;
        return left < -TwoTo63 ? -1 : left.CompareTo(right);
    }

    private static int CompareToUInt(double left, ulong right)
    {
        if (left > TwoTo64) return 1;
        return left < 0 ? -1 : left.CompareTo(right);
    }
}
