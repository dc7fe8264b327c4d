namespace Entente.Cel;

/// <summary>What an expression can read of one variable, found without running it.</summary>
/// <param name="Fields">First-level fields, in ordinal order.</param>
/// <param name="ReadsWhole">Whether the variable is used in a way that may reach any of its fields.</param>
public sealed record CelReads(IReadOnlyList<string> Fields, bool ReadsWhole);
