using System.Text;
using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

/// <summary>Rows as an owner would write them, with the chain right.</summary>
internal static class Samples
{
    public static readonly TicketAddress Zendesk = new("t1", "mercuri", "zd");
    public static readonly TicketAddress Jira = new("t2", "infinity", "jr");

    private static readonly EntryChain Chain = new(Bytes("the key of a test"));

    /// <summary>So many seconds after the tests' beginning.</summary>
    public static DateTimeOffset At(int second) => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddSeconds(second);

    public static Notice Notice(TicketAddress ticket, string delivery, int second = 0, string nativeId = "35") =>
        new(ticket, nativeId, delivery, "webhook", "r1", At(second));

    public static Batch Batch(TicketAddress ticket, TicketWork work, int entries = 1)
    {
        var chain = new List<JournalEntry>();
        for (var i = 1; i <= entries; i++)
            chain.Add(Entry(work.Head + i, i == 1 ? work.HeadHash : chain[^1].Hash, ticket));
        return new Batch { Entries = chain, State = Bytes($"state at {work.Head + entries}"), Row = Row(ticket) };
    }

    public static TicketRow Row(TicketAddress ticket, string? nativeId = null, string? key = null, int second = 0) =>
        new(ticket, nativeId, key, "case-1", "Checkout fails", At(second));

    public static JournalEntry Entry(long n, string previousHash, TicketAddress? ticket = null) =>
        Chain.Next((ticket ?? Zendesk).Id, n, At((int)n), "read", Bytes($$"""{"n":{{n}}}"""), previousHash);

    /// <summary>A lane's messages from one sequence number on, chained.</summary>
    public static LaneMessage[] Lane(TicketAddress from, TicketAddress to, int count, int epoch = 1, string twin = "twin-1") =>
        [.. Enumerable.Range(1, count).Select(seq => Message(from, to, epoch, seq, twin))];

    public static LaneMessage Message(TicketAddress from, TicketAddress to, int epoch, long seq, string twin = "twin-1")
    {
        var previous = seq <= 1 ? "" : Message(from, to, epoch, seq - 1, twin).Hash;
        var envelope = Bytes($"envelope {epoch}/{seq}");
        return Chained(new LaneMessage(twin, from.Id, to, epoch, seq, "replica", envelope, previous, Hash: ""));
    }

    public static LaneMessage Chained(LaneMessage message) => message with { Hash = EntryChain.LaneHash(message) };

    public static LanePosition Position(LaneMessage message) => new(message.Twin, message.FromTicket, message.Epoch, message.Seq);

    public static EffectRow Effect(TicketAddress ticket, string id, string state = "Planned") =>
        new(id, ticket.Id, ticket.Party, "create", state, 1, null);

    public static SideRow Side(TicketAddress ticket, string twin, string state = "Synced") =>
        new(ticket.Id, ticket.Party, twin, "care-pm", state, null);

    public static ChangeRow Change(TicketAddress ticket, long seq, int n, string state = "pending") =>
        new(ticket.Id, ticket.Party, "twin-1", "care-pm", seq, n, "priority", state, null, 0);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
