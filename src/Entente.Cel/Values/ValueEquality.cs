namespace Entente.Cel;

/// <summary>Equality of values: the language's, and the reflexive one that hashing needs.</summary>
internal static class ValueEquality
{
    public static bool AreEqual(in CelValue left, in CelValue right)
    {
        var budget = long.MaxValue;
        return AreEqual(left, right, ref budget);
    }

    /// <summary>As <see cref="AreEqual(in CelValue, in CelValue)"/>, but NaN equals NaN at the top, so that Equals is reflexive.</summary>
    public static bool AreSame(in CelValue left, in CelValue right) =>
        AreEqual(left, right) || (left.Kind == right.Kind && left.RawInt == right.RawInt && left.RawNanos == right.RawNanos
            && ReferenceEquals(left.RawReference, right.RawReference));

    /// <param name="budget">Counted down by one per element compared; the answer is void once it is below zero.</param>
    public static bool AreEqual(in CelValue left, in CelValue right, ref long budget)
    {
        budget--;
        if (left.Kind != right.Kind) return Numbers.TryCompare(left, right, out var order) && order == 0;
        return left.Kind switch
        {
            CelKind.Null or CelKind.Unset => true,
            CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Duration => left.RawInt == right.RawInt,
            CelKind.Double => left.RawDouble == right.RawDouble,
            CelKind.String => left.RawString == right.RawString,
            CelKind.Timestamp => left.RawInt == right.RawInt && left.RawNanos == right.RawNanos,
            CelKind.Bytes => left.RawBytes.AsSpan().SequenceEqual(right.RawBytes),
            CelKind.List => ListsEqual(left.RawList, right.RawList, ref budget),
            CelKind.Map => MapsEqual(left.RawMap, right.RawMap, ref budget),
            CelKind.Type => left.RawType.Name == right.RawType.Name,
            CelKind.Optional => OptionalsEqual(left, right, ref budget),
            CelKind.Object => ReferenceEquals(left.RawObject, right.RawObject) || left.RawObject.Equals(right.RawObject),
            _ => ReferenceEquals(left.RawReference, right.RawReference),
        };
    }

    public static int Hash(in CelValue value) => value.Kind switch
    {
        CelKind.Int => ((double)value.RawInt).GetHashCode(),
        CelKind.UInt => ((double)value.RawUInt).GetHashCode(),
        CelKind.Double => (value.RawDouble == 0 ? 0 : value.RawDouble).GetHashCode(),
        CelKind.String => value.RawString.GetHashCode(),
        CelKind.Bool or CelKind.Duration or CelKind.Timestamp => HashCode.Combine(value.Kind, value.RawInt, value.RawNanos),
        CelKind.List => HashCode.Combine(value.Kind, value.RawList.Count),
        CelKind.Map => HashCode.Combine(value.Kind, value.RawMap.Count),
        CelKind.Bytes => HashCode.Combine(value.Kind, value.RawBytes.Length),
        CelKind.Type => value.RawType.Name.GetHashCode(StringComparison.Ordinal),
        _ => (int)value.Kind,
    };

    private static bool ListsEqual(IReadOnlyList<CelValue> left, IReadOnlyList<CelValue> right, ref long budget)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count && budget >= 0; i++)
            if (!AreEqual(left[i], right[i], ref budget)) return false;
        return true;
    }

    private static bool MapsEqual(CelMap left, CelMap right, ref long budget)
    {
        if (left.Count != right.Count) return false;
        foreach (var (key, value) in left)
        {
            if (budget < 0) break;
            if (!right.TryGet(key, out var other) || !AreEqual(value, other, ref budget)) return false;
        }
        return true;
    }

    private static bool OptionalsEqual(in CelValue left, in CelValue right, ref long budget) =>
        left.HasValue == right.HasValue && (!left.HasValue || AreEqual(left.RawOptional, right.RawOptional, ref budget));
}
