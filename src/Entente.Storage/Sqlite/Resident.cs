using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// What a ticket's owner finds, as the file has it: its head, its row, its notices and its inbox. Changed only when what changed it is durable, in
/// the order of the commits.
/// </summary>
internal sealed class Resident
{
    private static readonly Comparer<LaneMessage> LaneOrder = Comparer<LaneMessage>.Create((a, b) =>
        string.CompareOrdinal(a.Twin, b.Twin) is not 0 and var byTwin ? byTwin
        : string.CompareOrdinal(a.FromTicket, b.FromTicket) is not 0 and var bySender ? bySender
        : (a.Epoch, a.Seq).CompareTo((b.Epoch, b.Seq)));

    private readonly List<Notice> notices;
    private readonly List<LaneMessage> inbox;
    private readonly Dictionary<(string Twin, int Epoch), (long Seq, string Hash)> ends = [];

    public Resident(Head head, long arrivals, IReadOnlyList<Notice> notices, IReadOnlyList<LaneMessage> inbox)
    {
        Head = head;
        Arrivals = arrivals;
        this.notices = [.. notices];
        this.inbox = [.. inbox];
        Weight = 500 + notices.Count * 300 + inbox.Sum(WeightOf);
    }

    public Head Head { get; private set; }

    /// <summary>How much ever arrived.</summary>
    public long Arrivals { get; private set; }

    /// <summary>About what it takes in memory, in bytes.</summary>
    public long Weight { get; private set; }

    /// <summary>What its owner finds, without the state.</summary>
    public TicketWork Work()
    {
        inbox.Sort(LaneOrder);
        return new TicketWork(Head.N, Head.Hash, null, [.. notices], [.. inbox]);
    }

    /// <summary>Where a lane from this ticket ends; null when that was not read yet.</summary>
    public (long Seq, string Hash)? End(LaneMessage send) => ends.TryGetValue((send.Twin, send.Epoch), out var end) ? end : null;

    /// <param name="arrivals">The ticket's count with this one; what was read may hold it already.</param>
    public void Arrived(Notice notice, long arrivals)
    {
        if (arrivals <= Arrivals)
            return;
        Arrivals = arrivals;
        notices.Add(notice);
        Weight += 300;
    }

    /// <param name="arrivals">The ticket's count with this one; what was read may hold it already.</param>
    public void Arrived(LaneMessage message, long arrivals)
    {
        if (arrivals <= Arrivals)
            return;
        Arrivals = arrivals;
        inbox.Add(message);
        Weight += WeightOf(message);
    }

    public void Appended(Batch batch)
    {
        foreach (var send in batch.Sends)
            ends[(send.Twin, send.Epoch)] = (send.Seq, send.Hash);
        var last = batch.Entries[^1];
        if (last.N <= Head.N)
            return; // what was read held it already
        Head = new Head(last.N, last.Hash, batch.Row);
        if (batch.NoticesDone.Count > 0)
            Weight -= 300 * notices.RemoveAll(notice => batch.NoticesDone.Contains(notice.Delivery));
        foreach (var take in batch.Takes)
            Took(take);
    }

    private void Took(LanePosition take)
    {
        for (var i = inbox.Count - 1; i >= 0; i--)
        {
            var message = inbox[i];
            if (message.Twin != take.Twin || message.FromTicket != take.FromTicket
                || (message.Epoch, message.Seq).CompareTo((take.Epoch, take.Seq)) > 0)
                continue;
            inbox.RemoveAt(i);
            Weight -= WeightOf(message);
        }
    }

    private static long WeightOf(LaneMessage message) => 600 + message.Envelope.Length;
}

/// <summary>A ticket's newest entry and its row.</summary>
internal sealed record Head(long N, string Hash, TicketRow Row);
