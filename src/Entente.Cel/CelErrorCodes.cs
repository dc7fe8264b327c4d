namespace Entente.Cel;

/// <summary>The registered codes of compile and evaluation errors. A code never changes its meaning.</summary>
public static class CelErrorCodes
{
    // While compiling.
    public const string Syntax = "cel.syntax";
    public const string TooLong = "cel.too_long";
    public const string TooDeep = "cel.too_deep";
    public const string UndeclaredName = "cel.undeclared_name";
    public const string UnknownField = "cel.unknown_field";
    public const string UnknownFunction = "cel.unknown_function";
    public const string TypeMismatch = "cel.type_mismatch";

    // While compiling or evaluating.
    public const string RepeatedKey = "cel.repeated_key";
    public const string InvalidPattern = "cel.invalid_pattern";
    public const string NoOverload = "cel.no_overload";

    // While evaluating.
    public const string NoSuchKey = "cel.no_such_key";
    public const string Unbound = "cel.unbound_variable";
    public const string IndexOutOfRange = "cel.index_out_of_range";
    public const string DivideByZero = "cel.divide_by_zero";
    public const string Overflow = "cel.overflow";
    public const string OutOfRange = "cel.out_of_range";
    public const string Conversion = "cel.conversion";
    public const string InvalidArgument = "cel.invalid_argument";
    public const string UnsupportedKey = "cel.unsupported_key";
    public const string EmptyOptional = "cel.empty_optional";
    public const string CostExceeded = "cel.cost_exceeded";
}
