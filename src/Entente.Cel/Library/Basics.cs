namespace Entente.Cel.Library;

/// <summary>size, type and dyn.</summary>
internal static class Basics
{
    public static void Add(FunctionList functions)
    {
        AddSize(functions, CelType.String, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            return CelValue.Int(CodePoints.Count(a[0].RawString));
        });
        AddSize(functions, CelType.Bytes, (a, _) => CelValue.Int(a[0].RawBytes.Length));
        AddSize(functions, CelType.AnyList, (a, _) => CelValue.Int(a[0].RawList.Count));
        AddSize(functions, CelType.AnyMap, (a, _) => CelValue.Int(a[0].RawMap.Count));
        functions.Global("dyn", [CelType.Dyn], CelType.Dyn, (a, _) => a[0]);
        functions.Global("type", [CelType.Dyn], CelType.Type, (a, _) => CelValue.Type(TypeOf(a[0])));
    }

    /// <summary>The type that a value shows at run time.</summary>
    public static CelType TypeOf(CelValue value) => value.Kind switch
    {
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.UInt => CelType.UInt,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.List => CelType.AnyList,
        CelKind.Map => CelType.AnyMap,
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.Duration => CelType.Duration,
        CelKind.Type => CelType.Type,
        CelKind.Optional => CelType.AnyOptional,
        CelKind.Object => value.RawObject.Type,
        _ => CelType.Null,
    };

    private static void AddSize(FunctionList functions, CelType type, LibraryCall call)
    {
        functions.Global("size", [type], CelType.Int, call);
        functions.Receiver("size", [type], CelType.Int, call);
    }
}
