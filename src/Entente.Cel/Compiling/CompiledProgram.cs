namespace Entente.Cel.Compiling;

/// <summary>The steps of a whole expression and the number of locals that they use.</summary>
internal sealed class CompiledProgram(Code root, int localCount)
{
    public CelValue Run(CelValue[] variables, long budget)
    {
        if (root.Constant is { } constant) return constant;
        try
        {
            var evaluation = new Evaluation(variables, localCount, budget);
            var result = root.Step(evaluation);
            evaluation.SpendResult(result);
            return result;
        }
        catch (CostExceededException exceeded)
        {
            return CelValue.Error(new Fault(
                CelErrorCodes.CostExceeded, $"The evaluation costs more than the limit of {budget} units allows.", exceeded.Offset));
        }
    }
}
