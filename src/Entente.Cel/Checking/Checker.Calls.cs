using Entente.Cel.Library;
using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

internal sealed partial class Checker
{
    private CelType CheckCall(CallNode node)
    {
        if (node.Target is null) return CheckOverloads(node, node.Function, node.Arguments, functions.Find(node.Function, isReceiver: false));
        var qualified = DottedName(node.Target) is { } space ? $"{space}.{node.Function}" : null;
        if (qualified is not null && functions.Find(qualified, isReceiver: false) is { Count: > 0 } namespaced)
            return CheckOverloads(node, qualified, node.Arguments, namespaced);
        if (qualified is not null && IsNamespace(DottedName(node.Target)!))
        {
            CheckAll(node.Arguments);
            return UnknownFunction(node, qualified);
        }
        return CheckOverloads(node, node.Function, [node.Target, .. node.Arguments], functions.Find(node.Function, isReceiver: true));
    }

    // "math.flor(x)" is a slip in the function's name, not an undeclared variable "math".
    private bool IsNamespace(string name) =>
        !TryResolveGlobal(name, out _, out _) && functions.Names.Any(known => known.StartsWith(name + ".", StringComparison.Ordinal));

    private CelType CheckOverloads(CallNode node, string function, IReadOnlyList<Node> arguments, IReadOnlyList<Overload> overloads)
    {
        if (overloads.Count == 0)
        {
            // The arguments of a misspelt macro would only report the variable that it does not declare.
            CheckAll(IsNearMacro(function) ? arguments.Take(node.Target is null ? 0 : 1) : arguments);
            return UnknownFunction(node, function);
        }
        CheckAll(arguments);
        var candidates = overloads.Where(overload => overload.TakesCount(arguments.Count)).ToList();
        var results = new List<CelType>();
        var fitting = new List<Overload>();
        foreach (var candidate in candidates)
        {
            if (!Accepts(candidate, arguments, out var result)) continue;
            fitting.Add(candidate);
            results.Add(result);
        }
        if (strict && fitting.Count == 0) return NoOverload(node, function, arguments, overloads);
        node.Resolved = new ResolvedCall(function, arguments, strict ? fitting : candidates);
        return ResultType(arguments, results);
    }

    // When all arguments are known the first overload is the one; a dyn may still choose another.
    private static CelType ResultType(IReadOnlyList<Node> arguments, List<CelType> results)
    {
        if (results.Count == 0) return CelType.Dyn;
        return arguments.All(argument => IsKnown(argument.Type)) || results.TrueForAll(result => result.Equals(results[0]))
            ? results[0]
            : CelType.Dyn;
    }

    private static bool IsKnown(CelType type) => type.Kind != CelTypeKind.Dyn && type.Parameters.All(IsKnown);

    private static bool Accepts(Overload overload, IReadOnlyList<Node> arguments, out CelType result)
    {
        var binding = new TypeBinding();
        result = CelType.Dyn;
        for (var i = 0; i < arguments.Count; i++)
            if (!binding.Accepts(overload.ParameterAt(i), arguments[i].Type)) return false;
        result = binding.Substitute(overload.Result);
        return true;
    }

    private void CheckAll(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes) Check(node);
    }

    private CelType NoOverload(CallNode node, string function, IReadOnlyList<Node> arguments, IReadOnlyList<Overload> overloads)
    {
        var types = string.Join(", ", arguments.Select(argument => argument.Type));
        return Report(
            node.Offset, CelErrorCodes.NoOverload, $"'{function}' cannot be called with ({types}).",
            $"It is called as {string.Join(" or ", overloads.Select(overload => overload.ToString()))}.");
    }

    private bool IsNearMacro(string function) =>
        Nearest.Find(function, functions.Names.Concat(Macros.Names)) is { } nearest && Macros.Names.Contains(nearest);

    private CelType UnknownFunction(CallNode node, string function)
    {
        if (Macros.Names.Contains(function))
        {
            var usage = $"It is written {Macros.Usage(function)}.";
            return Report(node.Offset, CelErrorCodes.UnknownFunction, $"'{function}' takes other arguments.", usage);
        }
        var other = functions.Find(node.Function, isReceiver: node.Target is null);
        var remedy = other.Count > 0
            ? $"It is called as {other[0]}."
            : Nearest.Remedy(function, functions.Names.Concat(Macros.Names), "See the list of functions.");
        return Report(node.Offset, CelErrorCodes.UnknownFunction, $"There is no function '{function}' called this way.", remedy);
    }
}
