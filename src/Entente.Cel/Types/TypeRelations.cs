namespace Entente.Cel;

/// <summary>How static types relate: what may stand for what, what two branches have in common, what may be compared.</summary>
internal static class TypeRelations
{
    public static bool IsNumeric(CelType type) => type.Kind is CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double;

    public static bool IsAssignable(CelType target, CelType source)
    {
        if (target.Kind == CelTypeKind.Dyn || source.Kind == CelTypeKind.Dyn) return true;
        if (target.Kind != source.Kind || target.Name != source.Name) return false;
        for (var i = 0; i < target.Parameters.Count; i++)
            if (!IsAssignable(target.Parameters[i], source.Parameters[i])) return false;
        return true;
    }

    /// <summary>
    /// The narrowest type that both fit; dyn when there is none. A null beside a value gives dyn: a tracker's empty field is null.
    /// </summary>
    public static CelType Join(CelType left, CelType right)
    {
        if (left.Equals(right)) return left;
        if (left.Kind != right.Kind || left.Parameters.Count == 0) return CelType.Dyn;
        return left.Kind switch
        {
            CelTypeKind.List => CelType.List(Join(left.Parameters[0], right.Parameters[0])),
            CelTypeKind.Optional => CelType.Optional(Join(left.Parameters[0], right.Parameters[0])),
            _ => CelType.Map(Join(left.Parameters[0], right.Parameters[0]), Join(left.Parameters[1], right.Parameters[1])),
        };
    }

    /// <summary>
    /// Whether <c>==</c> between the two can ever hold. Numbers compare across their types, and null with anything;
    /// a string with an int cannot be equal, which is a slip worth an error.
    /// </summary>
    public static bool AreComparable(CelType left, CelType right)
    {
        if (left.Kind == CelTypeKind.Dyn || right.Kind == CelTypeKind.Dyn) return true;
        if (left.Kind == CelTypeKind.Null || right.Kind == CelTypeKind.Null) return true;
        if (IsNumeric(left) && IsNumeric(right)) return true;
        if (left.Kind != right.Kind || left.Name != right.Name) return false;
        for (var i = 0; i < left.Parameters.Count; i++)
            if (!AreComparable(left.Parameters[i], right.Parameters[i])) return false;
        return true;
    }
}
