using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

/// <summary>The arithmetic operators on values. 64-bit overflow and division by zero are errors; doubles follow IEEE 754.</summary>
internal static class Arithmetic
{
    private const string Overflowed = "The result does not fit 64 bits.";

    /// <summary>An unset result means that the operator has no meaning for these operands.</summary>
    public static CelValue Apply(Operator op, CelValue left, CelValue right, Evaluation evaluation)
    {
        if (left.Kind != right.Kind) return Mixed(op, left, right);
        return left.Kind switch
        {
            CelKind.Int => OfInts(op, left.RawInt, right.RawInt),
            CelKind.UInt => OfUInts(op, left.RawUInt, right.RawUInt),
            CelKind.Double => OfDoubles(op, left.RawDouble, right.RawDouble),
            CelKind.Duration => OfDurations(op, left.RawInt, right.RawInt),
            CelKind.Timestamp when op == Operator.Subtract => Timestamps.Subtract(left, right),
            _ when op == Operator.Add => Concatenate(left, right, evaluation),
            _ => default,
        };
    }

    public static CelValue Negate(CelValue value) => value.Kind switch
    {
        CelKind.Int when value.RawInt == long.MinValue => CelValue.Error(CelErrorCodes.Overflow, Overflowed),
        CelKind.Int => CelValue.Int(-value.RawInt),
        CelKind.Double => CelValue.Double(-value.RawDouble),
        _ => default,
    };

    private static CelValue Mixed(Operator op, CelValue left, CelValue right) => (op, left.Kind, right.Kind) switch
    {
        (Operator.Add, CelKind.Timestamp, CelKind.Duration) => Timestamps.Add(left, right.RawInt),
        (Operator.Add, CelKind.Duration, CelKind.Timestamp) => Timestamps.Add(right, left.RawInt),
        (Operator.Subtract, CelKind.Timestamp, CelKind.Duration) => Timestamps.Add(left, -(Int128)right.RawInt),
        _ => default,
    };

    private static CelValue OfInts(Operator op, long left, long right)
    {
        if (right == 0 && op is Operator.Divide or Operator.Modulo) return ByZero(op);
        try
        {
            return op switch
            {
                Operator.Add => CelValue.Int(checked(left + right)),
                Operator.Subtract => CelValue.Int(checked(left - right)),
                Operator.Multiply => CelValue.Int(checked(left * right)),
                Operator.Divide => CelValue.Int(checked(left / right)),
                _ => CelValue.Int(right == -1 ? 0 : left % right),
            };
        }
        catch (OverflowException)
        {
            return CelValue.Error(CelErrorCodes.Overflow, Overflowed);
        }
    }

    private static CelValue OfUInts(Operator op, ulong left, ulong right)
    {
        if (right == 0 && op is Operator.Divide or Operator.Modulo) return ByZero(op);
        try
        {
            return op switch
            {
                Operator.Add => CelValue.UInt(checked(left + right)),
                Operator.Subtract => CelValue.UInt(checked(left - right)),
                Operator.Multiply => CelValue.UInt(checked(left * right)),
                Operator.Divide => CelValue.UInt(left / right),
                _ => CelValue.UInt(left % right),
            };
        }
        catch (OverflowException)
        {
            return CelValue.Error(CelErrorCodes.Overflow, Overflowed);
        }
    }

    private static CelValue OfDoubles(Operator op, double left, double right) => op switch
    {
        Operator.Add => CelValue.Double(left + right),
        Operator.Subtract => CelValue.Double(left - right),
        Operator.Multiply => CelValue.Double(left * right),
        Operator.Divide => CelValue.Double(left / right),
        _ => default,
    };

    private static CelValue OfDurations(Operator op, long left, long right) => op switch
    {
        Operator.Add => Timestamps.ToDuration((Int128)left + right),
        Operator.Subtract => Timestamps.ToDuration((Int128)left - right),
        _ => default,
    };

    private static CelValue Concatenate(CelValue left, CelValue right, Evaluation evaluation)
    {
        switch (left.Kind)
        {
            case CelKind.String:
                evaluation.SpendText((long)left.RawString.Length + right.RawString.Length);
                return CelValue.String(left.RawString + right.RawString);
            case CelKind.Bytes:
                evaluation.SpendText((long)left.RawBytes.Length + right.RawBytes.Length);
                return CelValue.OwnedBytes([.. left.RawBytes, .. right.RawBytes]);
            case CelKind.List:
                evaluation.Spend((long)left.RawList.Count + right.RawList.Count);
                return CelValue.List([.. left.RawList, .. right.RawList]);
            default:
                return default;
        }
    }

    private static CelValue ByZero(Operator op) =>
        CelValue.Error(CelErrorCodes.DivideByZero, op == Operator.Divide ? "Division by zero." : "Remainder of a division by zero.");
}
