using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    private Code CompileSelect(SelectNode node)
    {
        var operand = Compile(node.Operand);
        var name = CelValue.String(node.Field);
        var offset = node.Offset;
        if (node.IsTest) return Code.Fold(Test(operand.Step, name, offset), operand);
        return Code.Fold(Part(operand.Step, _ => name, Access.Field, (offset, node.IsOptional)), operand);
    }

    private Code CompileIndex(IndexNode node)
    {
        var operand = Compile(node.Operand);
        var index = Compile(node.Index);
        return Code.Fold(Part(operand.Step, index.Step, Access.Element, (node.Offset, node.IsOptional)), operand, index);
    }

    /// <summary>Reads a part. On an optional, or when written with '?', the result is an optional and what is missing is none.</summary>
    private static Step Part(Step operand, Step key, Func<CelValue, CelValue, int, CelValue> read, (int Offset, bool IsOptional) site)
    {
        var (offset, isOptional) = site;
        return evaluation =>
        {
            var whole = operand(evaluation);
            if (whole.IsFault) return whole;
            var index = key(evaluation);
            if (index.IsFault) return index;
            var chained = isOptional;
            if (whole.Kind == CelKind.Optional)
            {
                if (!whole.HasValue) return whole;
                whole = whole.RawOptional;
                chained = true;
            }
            if (isOptional && whole.IsNull) return CelValue.None;
            var part = read(whole, index, offset);
            if (part.IsFault) return part;
            if (!chained) return part.IsUnset ? Access.Missing(whole, index, offset) : part;
            if (part.IsUnset) return CelValue.None;
            return part.Kind == CelKind.Optional ? part : CelValue.Optional(part);
        };
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
