using System.Collections.Immutable;

using Entente.Cel;

namespace Entente.Core.Sync;

/// <summary>An order to put a ticket back that is being carried out.</summary>
/// <param name="Id">Names the order: no two of a ticket have the same.</param>
/// <param name="Before">Number of the entry before which the values stood.</param>
/// <param name="By">The person's name, as given.</param>
public sealed record UndoState(string Id, long Before, string By)
{
    /// <summary>Native fields and the values that they are to have again.</summary>
    public required ImmutableSortedDictionary<string, CelValue> Wanted { get; init; }

    /// <summary>The values that gave way, as far as they are kept already.</summary>
    public required ImmutableSortedDictionary<string, CelValue> Replaced { get; init; }

    /// <summary>Fields that were written. A tracker may store a value otherwise than asked; it is not asked twice.</summary>
    public ImmutableSortedSet<string> Written { get; init; } = Ordered.Set();

    /// <summary>Ids of the effects that were planned for it.</summary>
    public ImmutableSortedSet<string> Effects { get; init; } = Ordered.Set();

    /// <summary>How many times its effects were planned.</summary>
    public int Plans { get; init; }

    internal bool Owns(EffectState effect) => Effects.Contains(effect.Id);

    internal UndoState Wrote(EffectState effect) => this with { Written = Written.Union(effect.Step.Fields.Keys) };
}
