using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    /// <summary>Reads a part of a value by its key; see <see cref="Access"/>.</summary>
    private delegate CelValue Reader(CelValue whole, CelValue key, int offset);

    private Code CompileSelect(SelectNode node)
    {
        var operand = Compile(node.Operand);
        var name = CelValue.String(node.Field);
        return Code.Fold(node.IsTest ? Test(operand.Step, name, node.Offset) : Field(operand.Step, name, node), operand);
    }

    private Code CompileIndex(IndexNode node)
    {
        var operand = Compile(node.Operand);
        var index = Compile(node.Index);
        var (whole, key, offset, isOptional) = (operand.Step, index.Step, node.Offset, node.IsOptional);
        return Code.Fold(
            evaluation =>
            {
                var value = whole(evaluation);
                if (value.IsFault) return value;
                var at = key(evaluation);
                return at.IsFault ? at : Part(value, at, Access.Element, (offset, isOptional));
            },
            operand,
            index);
    }

    private static Step Field(Step operand, CelValue name, SelectNode node)
    {
        var (field, site) = (node.Field, (node.Offset, node.IsOptional));
        return evaluation =>
        {
            var whole = operand(evaluation);
            if (whole.IsFault) return whole;

            // The common case first, without what optionals need.
            if (!site.IsOptional && whole.Kind == CelKind.Object && whole.RawObject.TryGet(field, out var value) && !value.IsUnset) return value;
            if (!site.IsOptional && whole.Kind == CelKind.Map && whole.RawMap.TryGet(field, out value)) return value;
            return Part(whole, name, Access.Field, site);
        };
    }

    /// <summary>On an optional, or when written with '?', the part is an optional and what is missing is none.</summary>
    private static CelValue Part(CelValue whole, CelValue key, Reader read, (int Offset, bool IsOptional) site)
    {
        var chained = site.IsOptional;
        if (whole.Kind == CelKind.Optional)
        {
            if (!whole.HasValue) return whole;
            whole = whole.RawOptional;
            chained = true;
        }
        if (site.IsOptional && whole.IsNull) return CelValue.None;
        var part = read(whole, key, site.Offset);
        if (part.IsFault) return part;
        if (!chained) return part.IsUnset ? Access.Missing(whole, key, site.Offset) : part;
        if (part.IsUnset) return CelValue.None;
        return part.Kind == CelKind.Optional ? part : CelValue.Optional(part);
    }

    private static Step Test(Step operand, CelValue name, int offset) => evaluation =>
    {
        var whole = operand(evaluation);
        if (whole.IsFault) return whole;
        if (whole.Kind == CelKind.Optional)
        {
            if (!whole.HasValue) return CelValue.False;
            whole = whole.RawOptional;
        }
        var part = Access.Field(whole, name, offset);
        return part.IsFault ? part : CelValue.Bool(!part.IsUnset);
    };
}
