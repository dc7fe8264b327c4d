using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// The ticket goes on in a new epoch: it was read again after the store was restored, and what our own account did to it in the lost stretch is
/// known for ours.
/// </summary>
public sealed record Restored(int Epoch) : Fact
{
    /// <summary>The base, with the fields that our account wrote last as they are now; null where the ticket was never read before.</summary>
    public TicketSnapshot? Base { get; init; }

    /// <summary>What our account left in native fields.</summary>
    public ImmutableSortedDictionary<string, CelValue> Wrote { get; init; } = Ordered.Map<CelValue>();

    /// <summary>By twin.</summary>
    public ImmutableSortedDictionary<string, RestoredSide> Sides { get; init; } = Ordered.Map<RestoredSide>();
}

/// <summary>What a side may take for known after a restore.</summary>
/// <param name="Known">Canonical values that came from a partner: not to be told back.</param>
/// <param name="Untold">Canonical fields that a person changed last: told again, whatever was told before.</param>
public sealed record RestoredSide(ImmutableSortedDictionary<string, CelValue> Known, ImmutableList<string> Untold);

/// <summary>The lost time line had made this effect: it was found at the tracker, and is not made again.</summary>
/// <param name="Rung">How it was found.</param>
public sealed record Recalled(string EffectId, WriteResult Result, string Rung) : Fact;

/// <summary>Comments and files of an envelope that the lost time line had written already.</summary>
/// <param name="Files">Native id to origin.</param>
public sealed record ItemsRecalled(string Twin, ImmutableList<RecalledComment> Comments, ImmutableSortedDictionary<string, string> Files) : Fact;

/// <summary>A comment found; <paramref name="Source"/> is who wrote what it repeats.</summary>
public sealed record RecalledComment(string NativeId, string Origin, CommentSource? Source);

/// <summary>
/// Native fields of a recalled ticket that people changed after it was made: the envelope that made it does not ask for them again.
/// </summary>
public sealed record KeptFields(string Twin, ImmutableList<string> Fields) : Fact;
