using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>One ticket and all that carries its id.</summary>
internal sealed class TicketCell(TicketAddress address)
{
    public TicketAddress Address { get; } = address;

    /// <summary>Null until the first append.</summary>
    public TicketRow? Row { get; set; }

    public string? Owner { get; set; }

    public long Fence { get; set; }

    /// <summary>From when the ticket may be claimed: while it is owned, the end of the lease.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>How many notices and messages ever arrived; what <see cref="Seen"/> lacks arrived after the last load.</summary>
    public long Arrivals { get; set; }

    public long Seen { get; set; }

    /// <summary>Instant of the newest arrival.</summary>
    public DateTimeOffset ArrivedAt { get; set; }

    /// <summary>The newest copy of the state and the entry that it stands at; (0, null) before the first.</summary>
    public (long At, byte[]? Body) Copy { get; set; }

    public List<JournalEntry> Entries { get; } = [];

    public List<NoticeCell> Waiting { get; } = [];

    public SortedDictionary<(string Twin, string FromTicket), LaneInbox> Lanes { get; } = new(PairOrder);

    public SortedDictionary<string, SideRow> Sides { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<(string Twin, long Seq, int N), ChangeRow> Changes { get; } = new(ChangeOrder);

    public SortedDictionary<string, EffectRow> Effects { get; } = new(StringComparer.Ordinal);

    public long Head => Entries.Count;

    public string HeadHash => Entries.Count == 0 ? "" : Entries[^1].Hash;

    private static Comparer<(string Twin, string FromTicket)> PairOrder { get; } = Comparer<(string Twin, string FromTicket)>.Create(
        (one, other) => First(string.CompareOrdinal(one.Twin, other.Twin), string.CompareOrdinal(one.FromTicket, other.FromTicket)));

    private static Comparer<(string Twin, long Seq, int N)> ChangeOrder { get; } = Comparer<(string Twin, long Seq, int N)>.Create(
        (one, other) => First(string.CompareOrdinal(one.Twin, other.Twin), First(one.Seq.CompareTo(other.Seq), one.N.CompareTo(other.N))));

    private static int First(int major, int minor) => major != 0 ? major : minor;
}

/// <summary>A stored notice and the ticket that it waits at.</summary>
internal sealed class NoticeCell(Notice notice, string ticketId)
{
    public Notice Notice { get; } = notice;

    public string TicketId { get; set; } = ticketId;

    /// <summary>Its place in the order of arrival.</summary>
    public long Place { get; set; }

    public bool IsDone { get; set; }
}

/// <summary>The receiving end of one lane: what was taken, and what waits beyond it in order of (epoch, seq).</summary>
internal sealed class LaneInbox
{
    public (int Epoch, long Seq) Taken { get; set; }

    public SortedDictionary<(int Epoch, long Seq), LaneMessage> Waiting { get; } = [];

    /// <summary>The farthest position that the lane has reached.</summary>
    public (int Epoch, long Seq) End { get; set; }
}
