using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

internal sealed partial class Checker
{
    private CelType CheckName(NameNode node)
    {
        if (!node.IsAbsolute && _scope.TryFind(node.Name, out var local, out var type))
        {
            node.Resolution = local;
            return type;
        }
        if (TryResolveGlobal(node.Name, out var resolution, out type))
        {
            node.Resolution = resolution;
            return type;
        }
        var known = environment.Variables.Select(variable => variable.Key).Concat(_scope.Names).Concat(TypeNames.All);
        return Report(
            node.Offset, CelErrorCodes.UndeclaredName, $"The name '{node.Name}' is not declared.",
            Nearest.Remedy(node.Name, known, Available()));
    }

    private string Available() => environment.Variables.Count == 0
        ? "No variables are declared here; a text stands in quotes."
        : $"Use one of {string.Join(", ", environment.Variables.Select(variable => variable.Key))}, or put a text in quotes.";

    private bool TryResolveGlobal(string name, out Resolution resolution, out CelType type)
    {
        if (environment.TryGetVariable(name, out var slot))
        {
            resolution = new Resolution(ResolutionKind.Variable, slot);
            type = environment.Variables[slot].Value;
            return true;
        }
        var isType = TypeNames.TryFind(name, out type);
        resolution = isType ? new Resolution(ResolutionKind.TypeValue, Value: CelValue.Type(type)) : default;
        if (isType) type = CelType.Type;
        return isType;
    }

    private CelType CheckSelect(SelectNode node)
    {
        // The longest dotted name wins over fields, unless a local hides its first part.
        if (!node.IsTest && DottedName(node) is { } name && TryResolveGlobal(name, out var resolution, out var type))
        {
            node.Resolution = resolution;
            return type;
        }
        var operand = Check(node.Operand);
        var field = FieldType(operand, node.Field, node.Offset);
        if (node.IsTest) return CelType.Bool;
        return node.IsOptional ? AsOptional(field) : field;
    }

    /// <summary>The chain as one name, when it is one that could be declared; null when a local or anything else starts it.</summary>
    private string? DottedName(Node node) => node switch
    {
        NameNode name when name.IsAbsolute || !_scope.TryFind(name.Name, out _, out _) => name.Name,
        SelectNode { IsOptional: false, IsTest: false } select when DottedName(select.Operand) is { } start => $"{start}.{select.Field}",
        _ => null,
    };

    private CelType CheckIndex(IndexNode node)
    {
        var operand = Check(node.Operand);
        var index = Check(node.Index);
        var element = ElementType(operand, index, node);
        return node.IsOptional ? AsOptional(element) : element;
    }

    private CelType ElementType(CelType operand, CelType index, IndexNode node)
    {
        switch (operand.Kind)
        {
            case CelTypeKind.Dyn:
                return CelType.Dyn;
            case CelTypeKind.List when index.Kind == CelTypeKind.Dyn || TypeRelations.IsNumeric(index):
                return operand.Parameters[0];
            case CelTypeKind.Map when TypeRelations.AreComparable(operand.Parameters[0], index):
                return operand.Parameters[1];
            case CelTypeKind.Optional:
                return AsOptional(ElementType(operand.Parameters[0], index, node));
            case CelTypeKind.Object when node.Index is LiteralNode { Value.Kind: CelKind.String } name:
                return FieldType(operand, name.Value.AsString(), node.Index.Offset);
            case CelTypeKind.Object when index.Kind is CelTypeKind.String or CelTypeKind.Dyn:
                return CelType.Dyn;
            default:
                return Mismatch(node.Offset, $"{operand} cannot be indexed with {index}.", "Lists take an int, maps a key of their type.");
        }
    }

    private CelType FieldType(CelType operand, string field, int offset)
    {
        switch (operand.Kind)
        {
            case CelTypeKind.Dyn:
                return CelType.Dyn;
            case CelTypeKind.Map:
                return operand.Parameters[1];
            case CelTypeKind.Optional:
                return AsOptional(FieldType(operand.Parameters[0], field, offset));
            case CelTypeKind.Object when operand.Fields.TryGetValue(field, out var declared):
                return declared;
            case CelTypeKind.Object when operand.IsOpen:
                return CelType.Dyn;
            case CelTypeKind.Object:
                var otherwise = operand.Fields.Count == 0 ? "It is opaque: give it to a function." : "See the fields that it declares.";
                var remedy = Nearest.Remedy(field, operand.Fields.Keys, otherwise);
                return Report(offset, CelErrorCodes.UnknownField, $"{operand.Name} has no field '{field}'.", remedy);
            default:
                return Mismatch(offset, $"{operand} has no fields, so not '{field}' either.", "Select fields of objects and maps.");
        }
    }

    // Optionals do not nest through a chain: x.?a.?b is one optional.
    private static CelType AsOptional(CelType type) => type.Kind == CelTypeKind.Optional ? type : CelType.Optional(type);
}
