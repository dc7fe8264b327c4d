using Entente.Cel;

namespace Entente.Core.Rules;

/// <summary>Whether a value is what a type promises; dynamic expressions tell only when they run.</summary>
internal static class RuleValue
{
    public static bool Fits(CelType type, CelValue value) => type.Kind switch
    {
        CelTypeKind.Dyn => true,
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.UInt => value.Kind == CelKind.UInt,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.Null => value.IsNull,
        CelTypeKind.List => value.Kind == CelKind.List && value.AsList().All(item => Fits(type.Parameters[0], item)),
        CelTypeKind.Map => value.Kind == CelKind.Map
            && value.AsMap().All(entry => Fits(type.Parameters[0], entry.Key) && Fits(type.Parameters[1], entry.Value)),
        CelTypeKind.Object => value.Kind == CelKind.Object && value.AsObject().Type.Name == type.Name,
        CelTypeKind.Type or CelTypeKind.Optional or CelTypeKind.Parameter => false,
    };
}
