namespace Entente.Cel;

/// <summary>What an expression can read of one variable, found without running it.</summary>
/// <param name="Fields">First-level fields, in ordinal order.</param>
/// <param name="ReadsWhole">Whether the variable is used in a way that may reach any of its fields.</param>
public sealed record CelReads(IReadOnlyList<string> Fields, bool ReadsWhole)
{
    /// <summary>
    /// By first-level field, what is read of it, in ordinal order, where constant names are all that it is read by. A field that is not in here
    /// may be read whole.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Within { get; init; } =
        new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
