using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// What one ticket's owner knows: a fold over the ticket's journal (<see cref="TicketFold"/>), never changed in another way, so the stored copy is a
/// cache that can be thrown away.
/// </summary>
public sealed record TicketState
{
    public required TicketAddress Address { get; init; }

    /// <summary>Null while the ticket that the hub is to make does not exist yet.</summary>
    public string? NativeId { get; init; }

    /// <summary>
    /// The base of the next comparison: the ticket as last read, with the fields of our own writes as the tracker stored them. A write's echo is
    /// therefore no difference, whatever the tracker made of the value.
    /// </summary>
    public TicketSnapshot? Base { get; init; }

    /// <summary>Id of the case's first ticket; empty until the ticket has a side.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>Connections that the case passed on its way here, oldest first. A case never enters a connection twice by itself.</summary>
    public ImmutableList<string> Hops { get; init; } = [];

    /// <summary>By twin.</summary>
    public ImmutableSortedDictionary<string, SideState> Sides { get; init; } = Ordered.Map<SideState>();

    /// <summary>Sides of twins that were ended, by twin: nothing is sent or taken for them any more.</summary>
    public ImmutableSortedDictionary<string, SideState> EndedSides { get; init; } = Ordered.Map<SideState>();

    /// <summary>Effects without a final outcome, in the order in which they must happen.</summary>
    public ImmutableList<EffectState> Effects { get; init; } = [];

    /// <summary>Comments here that the hub wrote: native id to the origin that each repeats (<c>hub</c> for the hub's own notes).</summary>
    public ImmutableSortedDictionary<string, string> WrittenComments { get; init; } = Ordered.Map<string>();

    /// <summary>Who wrote what those comments repeat, by origin: a comment that travels on keeps its author.</summary>
    public ImmutableSortedDictionary<string, CommentSource> Relayed { get; init; } = Ordered.Map<CommentSource>();

    /// <summary>Files here that the hub wrote: native id to origin.</summary>
    public ImmutableSortedDictionary<string, string> WrittenFiles { get; init; } = Ordered.Map<string>();

    /// <summary>What our own writes left in this tracker's fields, as stored: what differs from it was changed by somebody else.</summary>
    public ImmutableSortedDictionary<string, CelValue> Wrote { get; init; } = Ordered.Map<CelValue>();

    /// <summary>Fields that the hub wrote without being told how the tracker stored them; the next read tells.</summary>
    public ImmutableSortedSet<string> Unread { get; init; } = Ordered.Set();

    /// <summary>Of <see cref="Unread"/>, the twin whose envelope asked for the newest write.</summary>
    [AddedLater]
    public ImmutableSortedDictionary<string, string> UnreadOf { get; init; } = Ordered.Map<string>();

    /// <summary>True when the base was read within the tracker's time resolution of its last change: an equal revision then proves nothing.</summary>
    public bool IsBaseYoung { get; init; }

    /// <summary>
    /// True when the base is our own write's answer and the tracker's time is coarse: a person's write in the same moment has the same stamp, and the
    /// next conditional write would not see it.
    /// </summary>
    public bool IsStampYoung { get; init; }

    /// <summary>
    /// When to read again though nothing hinted at it: after our own writes, since a change in the same moment may have had its webhook lost.
    /// </summary>
    public DateTimeOffset? ReconcileAt { get; init; }

    /// <summary>Logical clock: above every envelope seen, so that causes sort before their consequences whatever the wall clocks say.</summary>
    public long Lamport { get; init; }

    /// <summary>The party that has the case, as far as this ticket knows.</summary>
    public string Holder { get; init; } = "";

    /// <summary>Logical instant of the handoff that gave <see cref="Holder"/> the case; 0 before the first.</summary>
    public long HolderStamp { get; init; }

    /// <summary>What the people of this tracker were told in notes, by cause: nothing is told twice.</summary>
    public ImmutableSortedSet<string> Announced { get; init; } = Ordered.Set();

    /// <summary>The party to which a handoff was offered that is not delivered yet; empty when none is under way.</summary>
    public string OfferedTo { get; init; } = "";

    /// <summary>True from a delivered handoff until the first human act here.</summary>
    public bool AwaitsAcceptance { get; init; }

    /// <summary>The ticket that really owns this native id: the hub made it, and a webhook came before the answer to the create.</summary>
    public string? ForwardedTo { get; init; }

    /// <summary>
    /// The epoch of the hub in which this ticket was last made sure of: a restored store's tickets are behind until they are read again.
    /// </summary>
    [AddedLater(1)]
    public int Epoch { get; init; } = 1;

    /// <summary>Writes that are looked for again, in the order in which they were confirmed; null for none.</summary>
    public ImmutableList<Watch>? Watches { get; init; }

    /// <summary>A person's order to put the ticket back that is being carried out.</summary>
    public UndoState? Undo { get; init; }

    /// <summary>True once the tracker said that the ticket is gone.</summary>
    public bool IsGone { get; init; }
}

/// <summary>Empty ordered collections: everything that can leak out has a defined order (DESIGN 10).</summary>
internal static class Ordered
{
    public static ImmutableSortedDictionary<string, T> Map<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    public static ImmutableSortedSet<string> Set() => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
