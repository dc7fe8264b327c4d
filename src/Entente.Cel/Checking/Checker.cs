using Entente.Cel.Library;
using Entente.Cel.Syntax;

namespace Entente.Cel.Checking;

/// <summary>
/// Gives every node its static type and every name its meaning, and reports all that cannot be right. After an error a node counts as
/// dyn, so that one slip makes one error. Types are a promise of the host that evaluation checks again.
/// </summary>
/// <param name="strict">False reports nothing: what is wrong fails when it is evaluated, if it is.</param>
internal sealed partial class Checker(CelEnvironment environment, FunctionTable functions, ErrorList errors, bool strict)
{
    private readonly Scope _scope = new();

    /// <summary>How many slots for locals the expression needs; known after <see cref="Check"/>.</summary>
    public int LocalCount => _scope.SlotCount;

    public CelType Check(Node node) => node.Type = node switch
    {
        LiteralNode literal => LiteralType(literal.Value),
        NameNode name => CheckName(name),
        SelectNode select => CheckSelect(select),
        IndexNode index => CheckIndex(index),
        CallNode call => CheckCall(call),
        UnaryNode unary => CheckUnary(unary),
        BinaryNode binary => CheckBinary(binary),
        ConditionalNode conditional => CheckConditional(conditional),
        ListNode list => CheckList(list),
        MapNode map => CheckMap(map),
        ComprehensionNode comprehension => CheckComprehension(comprehension),
        BindNode bind => CheckBind(bind),
        OptionalMapNode optional => CheckOptionalMap(optional),
        _ => throw new InvalidOperationException($"No rule checks {node.GetType().Name}."),
    };

    private static CelType LiteralType(CelValue value) => Basics.TypeOf(value);

    private CelType CheckUnary(UnaryNode node)
    {
        var operand = Check(node.Operand);
        return OperatorTypes.Unary(node.Operator, operand)
            ?? Mismatch(node.Offset, $"'{Operators.Text(node.Operator)}' has no meaning for {operand}.", "Convert the operand first.");
    }

    private CelType CheckBinary(BinaryNode node)
    {
        var left = Check(node.Left);
        var right = Check(node.Right);
        if (OperatorTypes.Binary(node.Operator, left, right) is { } result) return result;
        var symbol = Operators.Text(node.Operator);
        var (message, remedy) = node.Operator is Operator.Equal or Operator.NotEqual
            ? ($"{left} and {right} are never equal.", "Convert one side, for example with string() or int().")
            : ($"'{symbol}' has no meaning for {left} and {right}.", "Convert one side, for example with string() or int().");
        Mismatch(node.Offset, message, remedy);
        return node.Operator is >= Operator.Or and <= Operator.In ? CelType.Bool : CelType.Dyn;
    }

    private CelType CheckConditional(ConditionalNode node)
    {
        RequireBool(node.Condition, "The condition before '?'");
        var whenTrue = Check(node.WhenTrue);
        var whenFalse = Check(node.WhenFalse);
        if (!TypeRelations.AreComparable(whenTrue, whenFalse))
        {
            return Mismatch(
                node.Offset, $"The branches are of different types, {whenTrue} and {whenFalse}.", "Convert one of them, or wrap it in dyn().");
        }
        return TypeRelations.Join(whenTrue, whenFalse);
    }

    private CelType CheckList(ListNode node)
    {
        CelType? joined = null;
        foreach (var element in node.Elements)
        {
            var type = Check(element.Value);
            if (element.IsOptional) type = Unwrap(element.Value, type);
            joined = joined is null ? type : TypeRelations.Join(joined, type);
        }
        return CelType.List(joined ?? CelType.Dyn);
    }

    private CelType CheckMap(MapNode node)
    {
        CelType? keys = null;
        CelType? values = null;
        var literals = new HashSet<CelValue>();
        foreach (var entry in node.Entries)
        {
            var key = Check(entry.Key);
            if (entry.Key is LiteralNode literal && !literals.Add(literal.Value))
                Report(entry.Key.Offset, CelErrorCodes.RepeatedKey, $"The map key {literal.Value} is repeated.", "Remove one of the entries.");
            if (key.Kind is not (CelTypeKind.Dyn or CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.String))
                Mismatch(entry.Key.Offset, $"A map key cannot be of type {key}.", "Use a string, int, uint or bool.");
            var value = Check(entry.Value);
            if (entry.IsOptional) value = Unwrap(entry.Value, value);
            keys = keys is null ? key : TypeRelations.Join(keys, key);
            values = values is null ? value : TypeRelations.Join(values, value);
        }
        return CelType.Map(keys ?? CelType.Dyn, values ?? CelType.Dyn);
    }

    private CelType Unwrap(Node node, CelType type)
    {
        if (type.Kind == CelTypeKind.Optional) return type.Parameters[0];
        return type.Kind == CelTypeKind.Dyn
            ? type
            : Mismatch(node.Offset, $"'?' before an entry needs an optional, not {type}.", "Leave out the '?', or wrap the value in optional.of().");
    }

    private void RequireBool(Node node, string what)
    {
        var type = Check(node);
        if (!OperatorTypes.IsBool(type)) Mismatch(node.Offset, $"{what} must be a bool, not {type}.", "Compare it with something.");
    }

    private CelType Mismatch(int offset, string message, string remedy) => Report(offset, CelErrorCodes.TypeMismatch, message, remedy);

    private CelType Report(int offset, string code, string message, string remedy)
    {
        if (strict) errors.Add(offset, code, message, remedy);
        return CelType.Dyn;
    }
}
