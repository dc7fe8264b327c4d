namespace Entente.Cel.Compiling;

/// <summary>Reading parts of values. A missing part is an unset value, so that callers decide whether it is an error or nothing.</summary>
internal static class Access
{
    /// <summary>The field of a map or object; unset when absent; a fault when the operand has no fields.</summary>
    public static CelValue Field(CelValue operand, CelValue name, int offset)
    {
        switch (operand.Kind)
        {
            case CelKind.Map:
                return operand.RawMap.TryGet(name, out var value) ? value : default;
            case CelKind.Object:
                if (!operand.RawObject.TryGet(name.RawString, out var field)) return default;
                return field.IsUnset ? CelValue.Null : field;
            default:
                return Faults.Of(CelErrorCodes.NoOverload, $"{Faults.TypeName(operand)} has no fields, so not {name} either.", offset);
        }
    }

    /// <summary>The element of a list, the value of a map or object; unset when absent; a fault when it cannot be indexed so.</summary>
    public static CelValue Element(CelValue operand, CelValue index, int offset)
    {
        switch (operand.Kind)
        {
            case CelKind.List:
                if (!Numbers.TryWhole(index, out var at))
                    return Faults.Of(CelErrorCodes.InvalidArgument, $"A list cannot be indexed with {index}.", offset);
                return at >= 0 && at < operand.RawList.Count ? operand.RawList[(int)at] : default;
            case CelKind.Map:
                return operand.RawMap.TryGet(index, out var value) ? value : default;
            case CelKind.Object when index.Kind == CelKind.String:
                return Field(operand, index, offset);
            default:
                return Faults.NoOverload("[]", operand, index, offset);
        }
    }

    public static CelValue Missing(CelValue operand, CelValue key, int offset) => operand.Kind switch
    {
        CelKind.List => Faults.Of(CelErrorCodes.IndexOutOfRange, $"The list has no element {key}; it has {operand.RawList.Count}.", offset),
        CelKind.Object => Faults.Of(CelErrorCodes.NoSuchKey, $"{operand.RawObject.Type.Name} has no {key} here.", offset),
        _ => Faults.NoSuchKey(key, offset),
    };
}
