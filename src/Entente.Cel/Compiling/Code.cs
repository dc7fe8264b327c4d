namespace Entente.Cel.Compiling;

/// <summary>A compiled node: its step, and its value when that is the same in every evaluation.</summary>
internal readonly record struct Code(Step Step, CelValue? Constant)
{
    /// <summary>What folding may cost; dearer constants are computed when they are needed.</summary>
    private const long FoldBudget = 10_000;

    public static Code Of(CelValue value) => new(_ => value, value);

    public static Code Of(Step step) => new(step, null);

    /// <summary>
    /// Computes the value now when all that it depends on is constant. An error stays a step: it may never be reached.
    /// </summary>
    public static Code Fold(Step step, params ReadOnlySpan<Code> inputs)
    {
        foreach (var input in inputs)
            if (input.Constant is null) return Of(step);
        try
        {
            var value = step(new Evaluation([], 0, FoldBudget));
            return value.IsFault ? Of(step) : Of(value);
        }
        catch (CostExceededException)
        {
            return Of(step);
        }
    }
}
