using System.Globalization;
using System.Text;
using Entente.Conformance.Tests.Storage;
using Entente.Core.Journal;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// What a hub does with its store, from a seed: hints, claims, appends with lanes, changes and effects, cursors; several at a time, so that they
/// are committed together. Each answer is noted before the next request is made.
/// </summary>
internal sealed class Traffic(SqliteStore store, int seed, Action<Func<Acknowledged, Acknowledged>> acknowledge)
{
    public const string Key = "the key of a test";

    private const int Tickets = 5;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Random random = new(seed);
    private readonly EntryChain chain = new(Encoding.UTF8.GetBytes(Key));
    private readonly Dictionary<string, (long Seq, string Hash)> lanes = new(StringComparer.Ordinal);
    private int second;

    public static IReadOnlyList<TicketAddress> All { get; } =
        [.. Enumerable.Range(1, Tickets).Select(i => new TicketAddress($"ticket-{i}", i % 2 == 0 ? "mercuri" : "infinity", $"c{i % 2}"))];

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            second++;
            var busy = All.Where(_ => random.Next(3) == 0).Append(All[round % Tickets]).Distinct().ToList();
            await Task.WhenAll(busy.Select(ticket => TurnAsync(ticket, random.Next())).Append(OutsideAsync(round)));
        }
    }

    /// <summary>Claims a ticket, writes one or two batches, gives it back.</summary>
    private async Task TurnAsync(TicketAddress ticket, int draw)
    {
        if (await store.ClaimTicketAsync(ticket, "north", Lease, Samples.At(second), CancellationToken.None) is not { } claim)
            throw new InvalidOperationException("One writer has a ticket to itself.");
        for (var i = 0; i <= draw % 2; i++)
            await AppendAsync(claim, new Random(draw + i), i == draw % 2);
    }

    private async Task AppendAsync(Claim claim, Random turn, bool isLast)
    {
        var work = await store.LoadAsync(claim, null, CancellationToken.None);
        var entries = Entries(claim.Ticket, work, turn);
        var (n, ticket) = (entries[^1].N, claim.Ticket);
        var sends = turn.Next(2) == 0 ? new[] { Envelope(ticket, n) } : [];
        var batch = new Batch
        {
            Entries = entries,
            State = turn.Next(2) == 0 ? Filler(turn, 3000) : null,
            Row = Samples.Row(ticket, nativeId: $"native-{ticket.Id}", key: $"K-{n}", second: second),
            Sends = sends,
            Takes = [.. work.Inbox.TakeLast(1).Select(Samples.Position)],
            NoticesDone = [.. work.Notices.Select(notice => notice.Delivery)],
            Changes = [Samples.Change(ticket, n, 1)],
            Effects = [Samples.Effect(ticket, $"{ticket.Id}/{n}")],
            Release = isLast ? new Release(Samples.At(second)) : null,
        };
        (await store.AppendAsync(claim, batch, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
        acknowledge(before => before with
        {
            Heads = before.Heads.SetItem(ticket.Id, (n, entries[^1].Hash)),
            Sent = sends is [var send] ? before.Sent.SetItem(ticket.Id, send.Seq) : before.Sent,
        });
    }

    private List<JournalEntry> Entries(TicketAddress ticket, TicketWork work, Random turn)
    {
        var entries = new List<JournalEntry>();
        for (var i = 1; i <= 1 + turn.Next(3); i++)
            entries.Add(chain.Next(
                ticket.Id, work.Head + i, Samples.At(second), "read", Filler(turn, 1500), i == 1 ? work.HeadHash : entries[^1].Hash));
        return entries;
    }

    /// <summary>The next envelope of a ticket's one lane, to the ticket after it.</summary>
    private LaneMessage Envelope(TicketAddress from, long n)
    {
        lock (lanes)
        {
            var (seq, hash) = lanes.GetValueOrDefault(from.Id, (0, ""));
            var to = All[(All.ToList().IndexOf(from) + 1) % Tickets];
            var envelope = Samples.Bytes($"envelope at {n}");
            var next = Samples.Chained(new LaneMessage("twin-1", from.Id, to, 1, seq + 1, "replica", envelope, hash, Hash: ""));
            lanes[from.Id] = (next.Seq, next.Hash);
            return next;
        }
    }

    private async Task OutsideAsync(int round)
    {
        var ticket = All[random.Next(Tickets)];
        var notice = Samples.Notice(ticket, $"delivery-{round}", second, $"native-{ticket.Id}");
        await store.NoticeAsync(notice, CancellationToken.None);
        acknowledge(before => before with { Deliveries = before.Deliveries.Add(notice) });
        await store.WriteValueAsync("cursor", round.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
        acknowledge(before => before with { Values = before.Values.SetItem("cursor", round) });
    }

    private static byte[] Filler(Random turn, int most)
    {
        var bytes = new byte[turn.Next(most)];
        turn.NextBytes(bytes);
        return bytes;
    }
}
