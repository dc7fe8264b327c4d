using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

internal sealed partial class Checker
{
    private CelType CheckComprehension(ComprehensionNode node)
    {
        var range = Check(node.Range);
        var (first, second) = ElementTypes(node, range);
        _scope.Enter(node.First, first);
        if (node.Second is not null) _scope.Enter(node.Second, second);
        if (node.Filter is not null) RequireBool(node.Filter, "The filter");
        var result = ComprehensionType(node, range, first);
        _scope.Leave(node.Second is null ? 1 : 2);
        return result;
    }

    private (CelType First, CelType Second) ElementTypes(ComprehensionNode node, CelType range)
    {
        var hasTwo = node.Second is not null;
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return hasTwo ? (CelType.Int, range.Parameters[0]) : (range.Parameters[0], CelType.Dyn);
            case CelTypeKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            default:
                if (range.Kind != CelTypeKind.Dyn)
                    Mismatch(node.Offset, $"{range} has no elements to go through.", "Use a list or a map.");
                return (CelType.Dyn, CelType.Dyn);
        }
    }

    private CelType ComprehensionType(ComprehensionNode node, CelType range, CelType first)
    {
        switch (node.Kind)
        {
            case ComprehensionKind.Map:
                return CelType.List(Check(node.Body));
            case ComprehensionKind.TransformMap:
                var value = Check(node.Body);
                return CelType.Map(range.Kind == CelTypeKind.List ? CelType.Int : first, value);
            case ComprehensionKind.TransformMapEntry:
                var entry = Check(node.Body);
                if (entry.Kind is CelTypeKind.Map or CelTypeKind.Dyn) return entry.Kind == CelTypeKind.Map ? entry : CelType.AnyMap;
                return Mismatch(node.Body.Offset, $"The entry must be a map, not {entry}.", "Write {key: value}.");
            default:
                RequireBool(node.Body, "What is asked of each element");
                return node.Kind == ComprehensionKind.Filter ? CelType.List(first) : CelType.Bool;
        }
    }

    private CelType CheckBind(BindNode node)
    {
        _scope.Enter(node.Local, Check(node.Value), node);
        var type = Check(node.Body);
        _scope.Leave();
        return type;
    }

    private CelType CheckOptionalMap(OptionalMapNode node)
    {
        var target = Check(node.Target);
        if (target.Kind is not (CelTypeKind.Optional or CelTypeKind.Dyn))
        {
            const string Remedy = "Select with '.?', or wrap the value in optional.of().";
            Mismatch(node.Offset, $"optMap and optFlatMap work on optionals, not on {target}.", Remedy);
        }
        _scope.Enter(node.Local, target.Kind == CelTypeKind.Optional ? target.Parameters[0] : CelType.Dyn);
        var body = Check(node.Body);
        _scope.Leave();
        if (!node.IsFlat) return CelType.Optional(body);
        return body.Kind is CelTypeKind.Optional or CelTypeKind.Dyn
            ? body
            : Mismatch(node.Body.Offset, $"optFlatMap needs an optional, not {body}.", "Use optMap.");
    }
}
