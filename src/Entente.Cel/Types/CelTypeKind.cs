namespace Entente.Cel;

/// <summary>The families of static types that the checker tells apart.</summary>
public enum CelTypeKind
{
    Dyn,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    Type,
    List,
    Map,
    Optional,
    Object,

    /// <summary>A letter in a function signature (<c>A</c> in <c>list(A)</c>); never the type of an expression.</summary>
    Parameter,
}
