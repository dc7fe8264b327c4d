using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    private Code CompileBinary(BinaryNode node)
    {
        var left = Compile(node.Left);
        var right = Compile(node.Right);
        var step = node.Operator switch
        {
            Operator.And => And(left.Step, right.Step, node),
            Operator.Or => Or(left.Step, right.Step, node),
            Operator.Equal => Equality(left.Step, right.Step, node.Offset, wanted: true),
            Operator.NotEqual => Equality(left.Step, right.Step, node.Offset, wanted: false),
            Operator.In => Strict(left.Step, right.Step, node, static (_, element, list, evaluation) => Comparison.In(element, list, evaluation)),
            >= Operator.Less and <= Operator.GreaterOrEqual => Strict(left.Step, right.Step, node, Comparison.Apply),
            _ => Strict(left.Step, right.Step, node, Arithmetic.Apply),
        };
        return Code.Fold(step, left, right);
    }

    // False wins over an error on the other side, whichever side it is on.
    private static Step And(Step left, Step right, BinaryNode node)
    {
        var (leftOffset, rightOffset) = (node.Left.Offset, node.Right.Offset);
        return evaluation =>
        {
            var first = left(evaluation);
            if (first.IsFalse) return first;
            var second = right(evaluation);
            if (second.IsFalse) return second;
            if (!first.IsTrue) return Faults.NotBool(first, leftOffset);
            return second.IsTrue ? second : Faults.NotBool(second, rightOffset);
        };
    }

    private static Step Or(Step left, Step right, BinaryNode node)
    {
        var (leftOffset, rightOffset) = (node.Left.Offset, node.Right.Offset);
        return evaluation =>
        {
            var first = left(evaluation);
            if (first.IsTrue) return first;
            var second = right(evaluation);
            if (second.IsTrue) return second;
            if (!first.IsFalse) return Faults.NotBool(first, leftOffset);
            return second.IsFalse ? second : Faults.NotBool(second, rightOffset);
        };
    }

    private static Step Equality(Step left, Step right, int offset, bool wanted) => evaluation =>
    {
        var first = left(evaluation);
        if (first.IsFault) return first;
        var second = right(evaluation);
        if (second.IsFault) return second;
        evaluation.Offset = offset;
        return CelValue.Bool(evaluation.AreEqual(first, second) == wanted);
    };

    private static Step Strict(Step left, Step right, BinaryNode node, Func<Operator, CelValue, CelValue, Evaluation, CelValue> apply)
    {
        var (op, offset) = (node.Operator, node.Offset);
        return evaluation =>
        {
            var first = left(evaluation);
            if (first.IsFault) return first;
            var second = right(evaluation);
            if (second.IsFault) return second;
            evaluation.Offset = offset;
            var result = apply(op, first, second, evaluation);
            if (result.IsUnset) return Faults.NoOverload(Operators.Text(op), first, second, offset);
            return result.IsFault ? Faults.At(result, offset) : result;
        };
    }
}
