using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>A watched write was looked for again.</summary>
/// <param name="Next">When to look next; null after the last look.</param>
public sealed record LookedAgain(string EffectId, int Looks, DateTimeOffset? Next) : Fact;

/// <summary>A second carrier of an effect's marker: a request was applied late or twice.</summary>
/// <param name="Effects">What retires it; empty where the product has no way.</param>
public sealed record DuplicateFound(string EffectId, Carrier Duplicate, ImmutableList<EffectState> Effects) : Fact;

/// <summary>A duplicate was retired.</summary>
public sealed record DuplicateMerged(string Duplicate, string Key) : Fact;

/// <summary>A duplicate stays where it is, and why.</summary>
public sealed record DuplicateLeft(string Duplicate, string Key, string Code) : Fact;

/// <summary>A person skipped the envelope that a parked side stood at; what it would have written is kept (Invariant 9).</summary>
/// <param name="By">The person's name, as given.</param>
/// <param name="Superseded">Canonical fields that are not written.</param>
/// <param name="Items">Comments and files that are not written, each in a line.</param>
public sealed record Skipped(string Twin, long Seq, string By, ImmutableList<Lost> Superseded, ImmutableList<string> Items) : Fact;

/// <summary>A person asked to put the ticket back to how it was before an entry of its journal.</summary>
/// <param name="Id">Names the order: no two of a ticket have the same.</param>
/// <param name="Before">Number of the entry.</param>
/// <param name="Wanted">Native fields and the values that they had.</param>
/// <param name="Replaced">The values that give way, kept (Invariant 9).</param>
public sealed record UndoOrdered(
    string Id, long Before, string By, ImmutableSortedDictionary<string, CelValue> Wanted, ImmutableList<Lost> Replaced) : Fact;

/// <summary>The effects of an undo, planned on the ticket as it is now.</summary>
public sealed record UndoPlanned(ImmutableList<EffectState> Effects, ImmutableList<Lost> Overwrites) : Fact;

/// <summary>An undo is over: all is as it was, or a field was refused.</summary>
/// <param name="Code"><c>done</c>, or the refusal's code.</param>
public sealed record UndoEnded(string Code, string Message) : Fact;
