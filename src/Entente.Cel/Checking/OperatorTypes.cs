using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

/// <summary>The result types of the operators; null where an operator has no meaning for its operands.</summary>
internal static class OperatorTypes
{
    private static readonly (CelType Left, CelType Right, CelType Result)[] Sums =
    [
        .. Same(CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.Duration),
        (CelType.Timestamp, CelType.Duration, CelType.Timestamp),
        (CelType.Duration, CelType.Timestamp, CelType.Timestamp),
    ];

    private static readonly (CelType Left, CelType Right, CelType Result)[] Differences =
    [
        .. Same(CelType.Int, CelType.UInt, CelType.Double, CelType.Duration),
        (CelType.Timestamp, CelType.Duration, CelType.Timestamp),
        (CelType.Timestamp, CelType.Timestamp, CelType.Duration),
    ];

    private static readonly (CelType Left, CelType Right, CelType Result)[] Products = Same(CelType.Int, CelType.UInt, CelType.Double);

    private static readonly (CelType Left, CelType Right, CelType Result)[] Remainders = Same(CelType.Int, CelType.UInt);

    public static CelType? Unary(Operator op, CelType operand) => (op, operand.Kind) switch
    {
        (Operator.Not, CelTypeKind.Bool or CelTypeKind.Dyn) => CelType.Bool,
        (Operator.Negate, CelTypeKind.Int or CelTypeKind.Double or CelTypeKind.Dyn) => operand,
        _ => null,
    };

    public static CelType? Binary(Operator op, CelType left, CelType right) => op switch
    {
        Operator.Equal or Operator.NotEqual => TypeRelations.AreComparable(left, right) ? CelType.Bool : null,
        Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => HaveOrder(left, right) ? CelType.Bool : null,
        Operator.In => IsMember(left, right) ? CelType.Bool : null,
        Operator.Add => Sum(left, right),
        Operator.Subtract => Among(Differences, left, right),
        Operator.Multiply or Operator.Divide => Among(Products, left, right),
        Operator.Modulo => Among(Remainders, left, right),
        _ => IsBool(left) && IsBool(right) ? CelType.Bool : null,
    };

    public static bool IsBool(CelType type) => type.Kind is CelTypeKind.Bool or CelTypeKind.Dyn;

    private static (CelType Left, CelType Right, CelType Result)[] Same(params CelType[] types) => [.. types.Select(type => (type, type, type))];

    private static CelType? Sum(CelType left, CelType right)
    {
        if (left.Kind != CelTypeKind.List && right.Kind != CelTypeKind.List) return Among(Sums, left, right);
        if (left.Kind == CelTypeKind.Dyn || right.Kind == CelTypeKind.Dyn) return CelType.AnyList;
        return left.Kind == right.Kind ? TypeRelations.Join(left, right) : null;
    }

    private static CelType? Among((CelType Left, CelType Right, CelType Result)[] rows, CelType left, CelType right)
    {
        CelType? result = null;
        foreach (var row in rows)
        {
            if (!row.Left.Accepts(left) || !row.Right.Accepts(right)) continue;
            if (result is not null && !result.Equals(row.Result)) return CelType.Dyn;
            result = row.Result;
        }

        // Two dyn operands of a sum may also be lists.
        return left.Kind == CelTypeKind.Dyn && right.Kind == CelTypeKind.Dyn ? CelType.Dyn : result;
    }

    private static bool HaveOrder(CelType left, CelType right)
    {
        if (!IsOrdered(left) || !IsOrdered(right)) return false;
        if (left.Kind == CelTypeKind.Dyn || right.Kind == CelTypeKind.Dyn) return true;
        return left.Kind == right.Kind || (TypeRelations.IsNumeric(left) && TypeRelations.IsNumeric(right));
    }

    private static bool IsOrdered(CelType type) => type.Kind is CelTypeKind.Dyn or CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.UInt
        or CelTypeKind.Double or CelTypeKind.String or CelTypeKind.Bytes or CelTypeKind.Timestamp or CelTypeKind.Duration;

    private static bool IsMember(CelType element, CelType container) => container.Kind switch
    {
        CelTypeKind.Dyn => true,
        CelTypeKind.List or CelTypeKind.Map => TypeRelations.AreComparable(element, container.Parameters[0]),
        _ => false,
    };
}
