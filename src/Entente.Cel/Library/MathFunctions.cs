using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>The math extension.</summary>
internal static class MathFunctions
{
    public static void Add(FunctionList functions)
    {
        AddExtreme(functions, "math.greatest", wanted: 1);
        AddExtreme(functions, "math.least", wanted: -1);
        AddRounding(functions, "math.ceil", Math.Ceiling);
        AddRounding(functions, "math.floor", Math.Floor);
        AddRounding(functions, "math.round", number => Math.Round(number, MidpointRounding.AwayFromZero));
        AddRounding(functions, "math.trunc", Math.Truncate);
        AddTest(functions, "math.isNaN", double.IsNaN);
        AddTest(functions, "math.isInf", double.IsInfinity);
        AddTest(functions, "math.isFinite", double.IsFinite);
        AddAbs(functions);
        AddSign(functions);
        AddSqrt(functions);
        BitFunctions.Add(functions);
    }

    private static void AddExtreme(FunctionList functions, string name, int wanted)
    {
        foreach (var type in new[] { CelType.Int, CelType.UInt, CelType.Double })
        {
            functions.Variadic(name, [type], type, (a, e) => Extreme(a, wanted, e));
            functions.Global(name, [CelType.List(type)], type, (a, e) => ExtremeOf(a[0], wanted, e));
        }
        functions.Global(name, [CelType.AnyList], CelType.Dyn, (a, e) => ExtremeOf(a[0], wanted, e));
        functions.Variadic(name, [CelType.Dyn], CelType.Dyn, (a, e) => Extreme(a, wanted, e));
    }

    private static CelValue ExtremeOf(CelValue list, int wanted, Evaluation evaluation) =>
        Extreme(list.RawList.ToArray(), wanted, evaluation);

    private static CelValue Extreme(ReadOnlySpan<CelValue> numbers, int wanted, Evaluation evaluation)
    {
        evaluation.Spend(numbers.Length);
        if (numbers.IsEmpty) return CelValue.Error(CelErrorCodes.InvalidArgument, "The list of numbers must not be empty.");
        var best = numbers[0];
        foreach (var number in numbers)
        {
            if (!Numbers.IsNumber(number)) return CelValue.Error(CelErrorCodes.NoOverload, $"Only numbers have an order here, not {number}.");
            if (Numbers.TryCompare(number, best, out var order) && order == wanted) best = number;
        }
        return best;
    }

    private static void AddRounding(FunctionList functions, string name, Func<double, double> round) =>
        functions.Global(name, [CelType.Double], CelType.Double, (a, _) => CelValue.Double(round(a[0].RawDouble)));

    private static void AddTest(FunctionList functions, string name, Func<double, bool> test) =>
        functions.Global(name, [CelType.Double], CelType.Bool, (a, _) => CelValue.Bool(test(a[0].RawDouble)));

    private static void AddAbs(FunctionList functions)
    {
        functions.Global("math.abs", [CelType.Int], CelType.Int, (a, _) => a[0].RawInt == long.MinValue
            ? CelValue.Error(CelErrorCodes.Overflow, "The absolute value of the smallest int does not fit.")
            : CelValue.Int(Math.Abs(a[0].RawInt)));
        functions.Global("math.abs", [CelType.UInt], CelType.UInt, (a, _) => a[0]);
        functions.Global("math.abs", [CelType.Double], CelType.Double, (a, _) => CelValue.Double(Math.Abs(a[0].RawDouble)));
    }

    private static void AddSign(FunctionList functions)
    {
        functions.Global("math.sign", [CelType.Int], CelType.Int, (a, _) => CelValue.Int(Math.Sign(a[0].RawInt)));
        functions.Global("math.sign", [CelType.UInt], CelType.UInt, (a, _) => CelValue.UInt(a[0].RawUInt == 0 ? 0u : 1u));
        functions.Global("math.sign", [CelType.Double], CelType.Double, (a, _) =>
            double.IsNaN(a[0].RawDouble) ? a[0] : CelValue.Double(Math.Sign(a[0].RawDouble)));
    }

    private static void AddSqrt(FunctionList functions)
    {
        functions.Global("math.sqrt", [CelType.Double], CelType.Double, (a, _) => CelValue.Double(Math.Sqrt(a[0].RawDouble)));
        functions.Global("math.sqrt", [CelType.Int], CelType.Double, (a, _) => CelValue.Double(Math.Sqrt(a[0].RawInt)));
        functions.Global("math.sqrt", [CelType.UInt], CelType.Double, (a, _) => CelValue.Double(Math.Sqrt(a[0].RawUInt)));
    }
}
