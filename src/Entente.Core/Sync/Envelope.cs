using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What a share rule lets out, on its way to the partner. Nothing else crosses (Invariant 5).</summary>
public sealed record ReplicaEnvelope
{
    public required string Link { get; init; }

    public required string CaseId { get; init; }

    public required long Lamport { get; init; }

    /// <summary>The newest sequence number of the partner's that the sender had taken: what it did not know is concurrent.</summary>
    public required long LastSeen { get; init; }

    /// <summary>
    /// Of <see cref="Fields"/> those that people changed with the value before them that the next sequence number brought: it is applied in part.
    /// </summary>
    [AddedLater]
    public ImmutableSortedSet<string> SeenFields { get; init; } = Ordered.Set();

    /// <summary>Connections that the case passed, the sender's included.</summary>
    public required ImmutableList<string> Hops { get; init; }

    /// <summary>When the change was made, by the source tracker's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Canonical fields that changed.</summary>
    public ImmutableSortedDictionary<string, CelValue> Fields { get; init; } = Ordered.Map<CelValue>();

    /// <summary>New comments, and known ones whose text changed.</summary>
    public ImmutableList<SharedComment> Comments { get; init; } = [];

    /// <summary>Origins of comments that are shared no longer.</summary>
    public ImmutableList<string> WithdrawnComments { get; init; } = [];

    public ImmutableList<SharedFile> Files { get; init; } = [];

    /// <summary>The sender's ticket, where the link contract lists <c>reference</c>.</summary>
    public PartnerReference? Reference { get; init; }

    /// <summary>The party to which the case is handed with this envelope; empty for none.</summary>
    public string HandoffTo { get; init; } = "";

    /// <summary><c>forward</c>, <c>done</c>, <c>rejected</c>.</summary>
    public string HandoffReason { get; init; } = "";

    /// <summary>The party that has the case, as far as the sender knows, so that every tracker can show it; empty before any handoff.</summary>
    public string Holder { get; init; } = "";

    /// <summary>Logical instant at which <see cref="Holder"/> got the case; the highest is the newest.</summary>
    public long HolderStamp { get; init; }

    /// <summary>The instant of the first human act after a delivered handoff.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>Tells the partner that the twin has ended.</summary>
public sealed record CloseEnvelope
{
    public required string Link { get; init; }

    public required long Lamport { get; init; }
}

/// <summary>What comes back for a replica: outcomes and public reason codes, never text.</summary>
public sealed record ReceiptEnvelope
{
    /// <summary>The sequence number that this answers.</summary>
    public required long Answers { get; init; }

    public required long Lamport { get; init; }

    public required ImmutableSortedDictionary<string, Outcome> Outcomes { get; init; }

    /// <summary>The receiver's ticket, where the link contract lists <c>reference</c>.</summary>
    public PartnerReference? Reference { get; init; }

    /// <summary>When a handoff that came with the replica was delivered: the receiving tracker has it.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
}
