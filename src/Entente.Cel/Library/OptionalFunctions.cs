using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>Optional values: making, asking, falling back. <c>or</c> and <c>orValue</c> are lazy and compiled apart.</summary>
internal static class OptionalFunctions
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType OptionalA = CelType.Optional(A);

    public static void Add(FunctionList functions)
    {
        functions.Global("optional.none", [], CelType.AnyOptional, (_, _) => CelValue.None);
        functions.Global("optional.of", [A], OptionalA, (a, _) => CelValue.Optional(a[0]));
        functions.Global("optional.ofNonZeroValue", [A], OptionalA, (a, _) => IsZero(a[0]) ? CelValue.None : CelValue.Optional(a[0]));
        functions.Global("optional.unwrap", [CelType.List(OptionalA)], CelType.List(A), (a, e) => Unwrap(a[0], e));
        functions.Receiver("unwrapOpt", [CelType.List(OptionalA)], CelType.List(A), (a, e) => Unwrap(a[0], e));
        functions.Receiver("hasValue", [OptionalA], CelType.Bool, (a, _) => CelValue.Bool(a[0].HasValue));
        functions.Receiver("value", [OptionalA], A, (a, _) => a[0].HasValue
            ? a[0].RawOptional
            : CelValue.Error(CelErrorCodes.EmptyOptional, "The optional holds no value."));
        functions.Receiver("or", [OptionalA, OptionalA], OptionalA, (a, _) => a[0].HasValue ? a[0] : a[1]);
        functions.Receiver("orValue", [OptionalA, A], A, (a, _) => a[0].HasValue ? a[0].RawOptional : a[1]);
        functions.Receiver("first", [CelType.List(A)], OptionalA, (a, _) => At(a[0].RawList, 0));
        functions.Receiver("last", [CelType.List(A)], OptionalA, (a, _) => At(a[0].RawList, a[0].RawList.Count - 1));
    }

    private static CelValue At(IReadOnlyList<CelValue> list, int index) => list.Count == 0 ? CelValue.None : CelValue.Optional(list[index]);

    private static CelValue Unwrap(CelValue list, Evaluation evaluation)
    {
        evaluation.Spend(list.RawList.Count);
        var values = new List<CelValue>(list.RawList.Count);
        foreach (var element in list.RawList)
        {
            if (element.Kind != CelKind.Optional)
                return CelValue.Error(CelErrorCodes.NoOverload, $"The list holds {element.Kind}, not only optionals.");
            if (element.HasValue) values.Add(element.RawOptional);
        }
        return CelValue.List(values);
    }

    private static bool IsZero(CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Duration => value.RawInt == 0,
        CelKind.Double => value.RawDouble == 0,
        CelKind.String => value.RawString.Length == 0,
        CelKind.Bytes => value.RawBytes.Length == 0,
        CelKind.List => value.RawList.Count == 0,
        CelKind.Map => value.RawMap.Count == 0,
        CelKind.Optional => !value.HasValue,
        CelKind.Timestamp => value.RawInt == 0 && value.RawNanos == 0,
        _ => false,
    };
}
