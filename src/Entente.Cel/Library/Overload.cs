using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>The body of a library function. The arguments have the declared kinds.</summary>
internal delegate CelValue LibraryCall(ReadOnlySpan<CelValue> arguments, Evaluation evaluation);

/// <summary>One signature of a function with its body.</summary>
internal sealed class Overload(string name, bool isReceiver, IReadOnlyList<CelType> parameters, CelType result, LibraryCall call)
{
    public string Name { get; } = name;

    public bool IsReceiver { get; } = isReceiver;

    public IReadOnlyList<CelType> Parameters { get; } = parameters;

    public CelType Result { get; } = result;

    public LibraryCall Call { get; } = call;

    /// <summary>The last parameter may repeat.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Whether the result for constants may be computed once, while compiling.</summary>
    public bool IsFoldable { get; init; } = true;

    public bool TakesCount(int count) => IsVariadic ? count >= Parameters.Count : count == Parameters.Count;

    public CelType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];

    /// <summary>Whether these values are what the parameters ask for.</summary>
    public bool Fits(ReadOnlySpan<CelValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (!Fits(ParameterAt(i), arguments[i])) return false;
        return true;
    }

    public override string ToString()
    {
        var shown = IsReceiver ? Parameters.Skip(1) : Parameters;
        var dots = IsVariadic ? ", ..." : "";
        return $"{(IsReceiver ? $"{Parameters[0]}." : "")}{Name}({string.Join(", ", shown)}{dots})";
    }

    private static bool Fits(CelType parameter, CelValue value) => parameter.Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.Parameter => true,
        CelTypeKind.Object => value.Kind == CelKind.Object && value.RawObject.Type.Name == parameter.Name,
        CelTypeKind.Null => value.Kind == CelKind.Null,
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.UInt => value.Kind == CelKind.UInt,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.Type => value.Kind == CelKind.Type,
        CelTypeKind.List => value.Kind == CelKind.List,
        CelTypeKind.Map => value.Kind == CelKind.Map,
        CelTypeKind.Optional => value.Kind == CelKind.Optional,
    };
}
