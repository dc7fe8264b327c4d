namespace Entente.Cel;

/// <summary>What an expression may cost. The defaults let every honest rule pass and stop a hostile one within a fraction of a second.</summary>
public sealed record CelLimits
{
    public static CelLimits Default { get; } = new();

    /// <summary>Longest expression in UTF-16 units. Default 100,000.</summary>
    public int MaximumLength { get; init; } = 100_000;

    /// <summary>
    /// Deepest nesting of the syntax tree, a chain of <c>.a.b.c</c> or <c>a + b + c</c> included. Default 250, which fits a thread's stack
    /// of 1 MB with room to spare; values above 500 are not safe there.
    /// </summary>
    public int MaximumDepth { get; init; } = 250;

    /// <summary>
    /// Most units that one evaluation may spend: about one per step of a loop body, per list element built or compared and per four
    /// characters searched or built. Default 2,000,000.
    /// </summary>
    public long CostLimit { get; init; } = 2_000_000;
}
