using Entente.Cel.Library;

namespace Entente.Cel.Compiling;

/// <summary>The faults that steps themselves report.</summary>
internal static class Faults
{
    public static CelValue At(CelValue fault, int offset) => CelValue.Error(fault.RawFault.At(offset));

    public static CelValue NoOverload(string operation, CelValue operand, int offset) =>
        Of(CelErrorCodes.NoOverload, $"'{operation}' has no meaning for {TypeName(operand)}.", offset);

    public static CelValue NoOverload(string operation, CelValue left, CelValue right, int offset) =>
        Of(CelErrorCodes.NoOverload, $"'{operation}' has no meaning for {TypeName(left)} and {TypeName(right)}.", offset);

    public static CelValue NoSuchKey(CelValue key, int offset) => Of(CelErrorCodes.NoSuchKey, $"There is no key {key}.", offset);

    public static CelValue NotBool(CelValue value, int offset) =>
        value.IsFault ? value : Of(CelErrorCodes.NoOverload, $"A bool is needed here, not {TypeName(value)}.", offset);

    public static CelValue Of(string code, string message, int offset) => CelValue.Error(new Fault(code, message, offset));

    public static string TypeName(CelValue value) => Basics.TypeOf(value).ToString();
}
