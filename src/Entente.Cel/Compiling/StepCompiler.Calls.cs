using System.Runtime.CompilerServices;
using Entente.Cel.Library;
using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    private Code CompileCall(CallNode node)
    {
        if (node.Resolved is not { } resolved)
            return Code.Of(_ => Faults.Of(CelErrorCodes.UnknownFunction, $"There is no function '{node.Function}' called this way.", node.Offset));
        var arguments = resolved.Arguments.Select(Compile).ToArray();
        var step = (resolved.Function, arguments.Length) switch
        {
            ("or" or "orValue", 2) when IsBuiltInFallback(resolved) => Fallback(node, arguments),
            ("matches", 2) when arguments[1].Constant is { Kind: CelKind.String } pattern =>
                ConstantMatch(node, arguments[0].Step, pattern.RawString),
            (_, 1) => CallOne(node, arguments[0].Step),
            (_, 2) => CallTwo(node, arguments[0].Step, arguments[1].Step),
            _ => CallMany(node, [.. arguments.Select(argument => argument.Step)]),
        };
        return resolved.Overloads.All(overload => overload.IsFoldable) ? Code.Fold(step, arguments) : Code.Of(step);
    }

    private static bool IsBuiltInFallback(ResolvedCall call) =>
        call.Overloads is [{ IsReceiver: true } only] && only.Parameters[0].Kind == CelTypeKind.Optional;

    // The other side is only computed when it is needed, and may then fail.
    private static Step Fallback(CallNode node, Code[] arguments)
    {
        var (optional, other, offset) = (arguments[0].Step, arguments[1].Step, node.Offset);
        var unwraps = node.Function == "orValue";
        return evaluation =>
        {
            var value = optional(evaluation);
            if (value.IsFault) return value;
            if (value.Kind != CelKind.Optional) return Faults.NoOverload(node.Function, value, offset);
            if (value.HasValue) return unwraps ? value.RawOptional : value;
            var fallback = other(evaluation);
            return unwraps || fallback.IsFault || fallback.Kind == CelKind.Optional ? fallback : Faults.NoOverload(node.Function, fallback, offset);
        };
    }

    private Step ConstantMatch(CallNode node, Step text, string pattern)
    {
        try
        {
            var regex = Patterns.Compile(pattern);
            var offset = node.Offset;
            return evaluation =>
            {
                var value = text(evaluation);
                if (value.IsFault) return value;
                evaluation.Offset = offset;
                return value.Kind == CelKind.String
                    ? Patterns.Matches(value.RawString, regex, evaluation)
                    : Faults.NoOverload("matches", value, offset);
            };
        }
        catch (FormatException error)
        {
            errors.Add(node.Resolved!.Arguments[1].Offset, CelErrorCodes.InvalidPattern, error.Message, "Correct the pattern; its syntax is RE2.");
            return CallTwo(node, text, _ => CelValue.String(pattern));
        }
    }

    private static Step CallOne(CallNode node, Step argument) => evaluation =>
    {
        var value = argument(evaluation);
        return value.IsFault ? value : Dispatch(node, new ReadOnlySpan<CelValue>(in value), evaluation);
    };

    private static Step CallTwo(CallNode node, Step left, Step right) => evaluation =>
    {
        var pair = default(Pair);
        pair[0] = left(evaluation);
        if (pair[0].IsFault) return pair[0];
        pair[1] = right(evaluation);
        return pair[1].IsFault ? pair[1] : Dispatch(node, pair, evaluation);
    };

    private static Step CallMany(CallNode node, Step[] arguments) => evaluation =>
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i](evaluation);
            if (values[i].IsFault) return values[i];
        }
        return Dispatch(node, values, evaluation);
    };

    // Also with a single candidate the kinds are looked at: what the host declared and what it gives may differ.
    private static CelValue Dispatch(CallNode node, ReadOnlySpan<CelValue> values, Evaluation evaluation)
    {
        var resolved = node.Resolved!;
        var overloads = resolved.Overloads;
        for (var i = 0; i < overloads.Count; i++)
        {
            if (!overloads[i].Fits(values)) continue;
            evaluation.Offset = node.Offset;
            var result = overloads[i].Call(values, evaluation);
            return result.IsFault ? Faults.At(result, node.Offset) : result;
        }
        var types = new List<string>(values.Length);
        foreach (var value in values) types.Add(Faults.TypeName(value));
        return Faults.Of(CelErrorCodes.NoOverload, $"'{resolved.Function}' cannot be called with ({string.Join(", ", types)}).", node.Offset);
    }

    /// <summary>Two arguments side by side on the stack.</summary>
    [InlineArray(2)]
    private struct Pair
    {
        private CelValue _first;
    }
}
