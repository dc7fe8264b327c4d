using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

/// <summary>
/// Turns a checked tree into closures over slots: nothing is looked up by name while evaluating. Constants are computed here.
/// </summary>
internal sealed partial class StepCompiler(ErrorList errors)
{
    public Code Compile(Node node) => node switch
    {
        LiteralNode literal => Code.Of(literal.Value),
        NameNode name => CompileName(name.Resolution, name.Name, name.Offset),
        SelectNode { Resolution.Kind: not ResolutionKind.None } name => CompileName(name.Resolution, name.Field, name.Offset),
        SelectNode select => CompileSelect(select),
        IndexNode index => CompileIndex(index),
        CallNode call => CompileCall(call),
        UnaryNode unary => CompileUnary(unary),
        BinaryNode binary => CompileBinary(binary),
        ConditionalNode conditional => CompileConditional(conditional),
        ListNode list => CompileList(list),
        MapNode map => CompileMap(map),
        ComprehensionNode comprehension => CompileComprehension(comprehension),
        BindNode bind => CompileBind(bind),
        OptionalMapNode optional => CompileOptionalMap(optional),
        _ => throw new InvalidOperationException($"No rule compiles {node.GetType().Name}."),
    };

    private Code CompileName(Resolution resolution, string name, int offset)
    {
        var slot = resolution.Slot;
        switch (resolution.Kind)
        {
            case ResolutionKind.TypeValue:
                return Code.Of(resolution.Value);
            case ResolutionKind.Local when resolution.Binding is { } binding:
                return CompileBoundName(binding, slot);
            case ResolutionKind.Local:
                return Code.Of(evaluation => evaluation.Locals[slot]);
            case ResolutionKind.None:
                return Code.Of(_ => Faults.Of(CelErrorCodes.UndeclaredName, $"The name '{name}' is not declared.", offset));
            default:
                return Code.Of(evaluation =>
                {
                    var value = evaluation.Variables[slot];
                    return value.IsUnset ? Faults.Of(CelErrorCodes.Unbound, $"The variable '{name}' has no value.", offset) : value;
                });
        }
    }

    private Code CompileUnary(UnaryNode node)
    {
        var operand = Compile(node.Operand);
        var step = operand.Step;
        var offset = node.Offset;
        if (node.Operator == Operator.Not)
        {
            return Code.Fold(
                evaluation =>
                {
                    var value = step(evaluation);
                    return value.Kind == CelKind.Bool ? CelValue.Bool(!value.RawBool) : Faults.NotBool(value, offset);
                },
                operand);
        }
        return Code.Fold(
            evaluation =>
            {
                var value = step(evaluation);
                return value.IsFault ? value : Placed(Arithmetic.Negate(value), "-", value, offset);
            },
            operand);
    }

    private Code CompileConditional(ConditionalNode node)
    {
        var condition = Compile(node.Condition);
        var whenTrue = Compile(node.WhenTrue);
        var whenFalse = Compile(node.WhenFalse);
        if (condition.Constant is { Kind: CelKind.Bool } known) return known.RawBool ? whenTrue : whenFalse;
        var (test, then, otherwise, offset) = (condition.Step, whenTrue.Step, whenFalse.Step, node.Condition.Offset);
        return Code.Of(evaluation =>
        {
            var value = test(evaluation);
            if (value.Kind != CelKind.Bool) return Faults.NotBool(value, offset);
            return value.RawBool ? then(evaluation) : otherwise(evaluation);
        });
    }

    /// <summary>Gives a fault its position, and an unset result, which means "no meaning for this operand", its message.</summary>
    private static CelValue Placed(CelValue result, string symbol, CelValue operand, int offset)
    {
        if (result.IsUnset) return Faults.NoOverload(symbol, operand, offset);
        return result.IsFault ? Faults.At(result, offset) : result;
    }
}
