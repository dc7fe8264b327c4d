using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    private readonly Dictionary<BindNode, Step> _boundValues = [];

    private Code CompileBind(BindNode node)
    {
        var value = Compile(node.Value);
        _boundValues[node] = value.Step;
        var slot = node.Local.Slot;
        var body = Compile(node.Body);
        if (body.Constant is not null) return body;

        // Within a loop the slot still holds the value of the round before.
        return Code.Of(evaluation =>
        {
            evaluation.Locals[slot] = default;
            return body.Step(evaluation);
        });
    }

    private Code CompileBoundName(BindNode binding, int slot)
    {
        var compute = _boundValues[binding];
        return Code.Of(evaluation =>
        {
            var value = evaluation.Locals[slot];
            if (!value.IsUnset) return value;
            return evaluation.Locals[slot] = compute(evaluation);
        });
    }

    private Code CompileOptionalMap(OptionalMapNode node)
    {
        var target = Compile(node.Target).Step;
        var body = Compile(node.Body).Step;
        var (slot, offset, bodyOffset, isFlat) = (node.Local.Slot, node.Offset, node.Body.Offset, node.IsFlat);
        return Code.Of(evaluation =>
        {
            var optional = target(evaluation);
            if (optional.IsFault) return optional;
            if (optional.Kind != CelKind.Optional) return Faults.NoOverload("optMap", optional, offset);
            if (!optional.HasValue) return optional;
            evaluation.Locals[slot] = optional.RawOptional;
            var result = body(evaluation);
            if (result.IsFault) return result;
            if (!isFlat) return CelValue.Optional(result);
            return result.Kind == CelKind.Optional ? result : Faults.NoOverload("optFlatMap", result, bodyOffset);
        });
    }

    private Code CompileComprehension(ComprehensionNode node)
    {
        var loop = new Loop(node, Compile(node.Range).Step, node.Filter is null ? null : Compile(node.Filter).Step, Compile(node.Body).Step);
        return Code.Of(node.Kind switch
        {
            ComprehensionKind.All => loop.Quantify(deciding: false),
            ComprehensionKind.Exists => loop.Quantify(deciding: true),
            ComprehensionKind.ExistsOne => loop.ExistsOne,
            ComprehensionKind.Map => loop.Map,
            ComprehensionKind.Filter => loop.Filter,
            ComprehensionKind.TransformMap => loop.TransformMap,
            ComprehensionKind.TransformMapEntry => loop.TransformMapEntry,
        });
    }
}
