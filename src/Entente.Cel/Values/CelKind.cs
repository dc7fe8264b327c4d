namespace Entente.Cel;

/// <summary>What a <see cref="CelValue"/> holds.</summary>
public enum CelKind : byte
{
    /// <summary>No value: <c>default(CelValue)</c>, a variable that was not bound. Never the result of an evaluation.</summary>
    Unset,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    List,
    Map,
    Timestamp,
    Duration,
    Type,
    Optional,
    Object,
}
