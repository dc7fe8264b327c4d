using Entente.Cel.Library;
using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

/// <summary>The ordering operators and membership.</summary>
internal static class Comparison
{
    /// <summary>An unset result means that the operands have no order. NaN is neither less nor greater than anything.</summary>
    public static CelValue Apply(Operator op, CelValue left, CelValue right, Evaluation evaluation)
    {
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
            return Numbers.TryCompare(left, right, out var numeric) ? CelValue.Bool(Holds(op, numeric)) : CelValue.False;
        if (left.Kind != right.Kind) return default;
        switch (left.Kind)
        {
            case CelKind.Bool or CelKind.Duration:
                return CelValue.Bool(Holds(op, left.RawInt.CompareTo(right.RawInt)));
            case CelKind.Timestamp:
                return CelValue.Bool(Holds(op, Timestamps.Compare(left, right)));
            case CelKind.String:
                evaluation.SpendText(Math.Min(left.RawString.Length, right.RawString.Length));
                return CelValue.Bool(Holds(op, CodePoints.Compare(left.RawString, right.RawString)));
            case CelKind.Bytes:
                evaluation.SpendText(Math.Min(left.RawBytes.Length, right.RawBytes.Length));
                return CelValue.Bool(Holds(op, left.RawBytes.AsSpan().SequenceCompareTo(right.RawBytes)));
            default:
                return default;
        }
    }

    /// <summary>An unset result means that the right side holds no members.</summary>
    public static CelValue In(CelValue element, CelValue container, Evaluation evaluation)
    {
        if (container.Kind == CelKind.Map) return CelValue.Bool(container.RawMap.TryGet(element, out _));
        if (container.Kind != CelKind.List) return default;
        var list = container.RawList;
        for (var i = 0; i < list.Count; i++)
            if (evaluation.AreEqual(list[i], element)) return CelValue.True;
        return CelValue.False;
    }

    private static bool Holds(Operator op, int order) => op switch
    {
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };
}
