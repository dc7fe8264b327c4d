namespace Entente.Cel.Library;

/// <summary>The bit functions of the math extension. Shifts to the right fill with zeros, by 64 or more give zero.</summary>
internal static class BitFunctions
{
    private const int Width = 64;

    public static void Add(FunctionList functions)
    {
        AddBoth(functions, "math.bitAnd", (left, right) => left & right);
        AddBoth(functions, "math.bitOr", (left, right) => left | right);
        AddBoth(functions, "math.bitXor", (left, right) => left ^ right);
        functions.Global("math.bitNot", [CelType.Int], CelType.Int, (a, _) => CelValue.Int(~a[0].RawInt));
        functions.Global("math.bitNot", [CelType.UInt], CelType.UInt, (a, _) => CelValue.UInt(~a[0].RawUInt));
        AddShift(functions, "math.bitShiftLeft", (bits, count) => bits << count);
        AddShift(functions, "math.bitShiftRight", (bits, count) => bits >> count);
    }

    private static void AddBoth(FunctionList functions, string name, Func<ulong, ulong, ulong> combine)
    {
        functions.Global(name, [CelType.Int, CelType.Int], CelType.Int, (a, _) =>
            CelValue.Int(unchecked((long)combine(a[0].RawUInt, a[1].RawUInt))));
        functions.Global(name, [CelType.UInt, CelType.UInt], CelType.UInt, (a, _) => CelValue.UInt(combine(a[0].RawUInt, a[1].RawUInt)));
    }

    private static void AddShift(FunctionList functions, string name, Func<ulong, int, ulong> shift)
    {
        functions.Global(name, [CelType.Int, CelType.Int], CelType.Int, (a, _) => TryShift(a[0], a[1].RawInt, shift, out var bits, out var fault)
            ? CelValue.Int(unchecked((long)bits))
            : fault);
        functions.Global(name, [CelType.UInt, CelType.Int], CelType.UInt, (a, _) => TryShift(a[0], a[1].RawInt, shift, out var bits, out var fault)
            ? CelValue.UInt(bits)
            : fault);
    }

    private static bool TryShift(CelValue value, long count, Func<ulong, int, ulong> shift, out ulong bits, out CelValue fault)
    {
        fault = count >= 0 ? default : CelValue.Error(CelErrorCodes.InvalidArgument, $"Cannot shift by a negative count: {count}.");
        bits = count is < 0 or >= Width ? 0 : shift(value.RawUInt, (int)count);
        return count >= 0;
    }
}
