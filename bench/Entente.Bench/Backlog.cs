using System.Globalization;

using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>
/// RELIABILITY S5: the partner is down while operations queue up, the node is started again on top of them, and the partner comes back: nothing is
/// lost, doubled or out of order, memory stays flat. An operation is a creation or a comment; each ticket has one and four.
/// </summary>
internal sealed class Backlog(int operations, TextWriter output)
{
    private const int PerTicket = 5;
    private const long MiB = 1 << 20;
    private const long MostGrowth = 150 * MiB;

    private static readonly TimeSpan Outage = TimeSpan.FromHours(1);

    private readonly ShiftedTime time = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-backlog-");
    private readonly List<string> wrong = [];
    private MemoryTracker source = null!;
    private MemoryTracker target = null!;
    private long peak;

    /// <summary>True when every goal was met; each figure is a line of the output.</summary>
    public async Task<bool> RunAsync()
    {
        try
        {
            source = new MemoryTracker("zd", time);
            target = new MemoryTracker("jr", time);
            var tickets = Enumerable.Range(0, operations / PerTicket).Select(n => source.Raise(Fields(n), PerTicket - 1)).ToList();
            target.IsDown = true;
            await QueueAsync(tickets);
            await DrainAsync(tickets.Count);
            Verify(tickets.Count);
            foreach (var line in wrong)
                await output.WriteLineAsync($"backlog: WRONG: {line}");
            return wrong.Count == 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task QueueAsync(List<string> tickets)
    {
        await using var hub = await BacklogHub.StartAsync(folder.FullName, source, target, time);
        await hub.TakeAsync(source[tickets[0]].Snapshot);
        await WaitAsync(hub.IsWaitingAsync);
        var (began, start, heap) = (time.GetTimestamp(), Resident(), GC.GetTotalMemory(true));
        peak = start;
        foreach (var some in tickets.Skip(1).Chunk(100))
        {
            await Task.WhenAll(some.Select(ticket => hub.TakeAsync(source[ticket].Snapshot)));
            peak = Math.Max(peak, Environment.WorkingSet);
        }

        await WaitAsync(hub.IsWaitingAsync);
        var (end, pending) = (Resident(), await hub.PendingAsync());
        var growth = Math.Max(peak, end) - start;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"backlog: {operations} operations queued in {time.GetElapsedTime(began).TotalSeconds:0.0} s, {pending} changes pending; "
            + $"memory +{growth / (double)MiB:0} MiB at most; the heap holds {(GC.GetTotalMemory(true) - heap) / (double)MiB:+0;-0} MiB"));
        Require(growth <= MostGrowth, $"memory grew by {growth / MiB} MiB, more than {MostGrowth / MiB}");
        Require(pending > 0, "nothing is pending while the partner is down");
    }

    private async Task DrainAsync(int tickets)
    {
        var began = time.GetTimestamp();
        await using var hub = await BacklogHub.StartAsync(folder.FullName, source, target, time);
        await hub.TakeAsync(source[source.Raise(Fields(tickets), 0)].Snapshot);
        var served = time.GetElapsedTime(began);
        Require(served.TotalSeconds < 5, $"a node that was started again served after {served.TotalSeconds:0.0} s");

        target.IsDown = false;
        time.Skip(Outage);
        hub.Wake();
        began = time.GetTimestamp();
        await WaitAsync(() => Task.FromResult(target.Made == tickets + 1 && target.Comments == (long)tickets * (PerTicket - 1)));
        var took = time.GetElapsedTime(began);
        var rate = operations / took.TotalSeconds;
        await WaitAsync(hub.IsWaitingAsync);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"backlog: served {served.TotalSeconds:0.00} s after the restart; drained in {took.TotalSeconds:0.0} s, {rate:0} operations a second"));
        Require(rate >= 200, $"{rate:0} operations a second are fewer than 200");
    }

    private void Verify(int tickets)
    {
        var (doubled, disordered) = (0, 0);
        Require(target.Made == tickets + 1, $"{target.Made} tickets were made for {tickets + 1}");
        for (var id = 1; id <= target.Made; id++)
        {
            var said = target[id.ToString(CultureInfo.InvariantCulture)].Snapshot.Comments.Select(comment => comment.Body.ToString()).ToList();
            doubled += said.Count - said.Distinct().Count();
            disordered += said.SequenceEqual(said.Order(StringComparer.Ordinal)) ? 0 : 1;
        }

        var lost = (long)tickets * (PerTicket - 1) - target.Comments;
        output.WriteLine($"backlog: {Math.Max(lost, 0)} lost, {doubled} twice, {disordered} tickets out of order");
        Require(lost == 0 && doubled == 0 && disordered == 0, "the partner's tickets are not what was asked for");
    }

    private void Require(bool isSo, string otherwise)
    {
        if (!isSo)
            wrong.Add(otherwise);
    }

    private async Task WaitAsync(Func<Task<bool>> isSo)
    {
        for (var times = 0; times < 3;)
        {
            times = await isSo() ? times + 1 : 0;
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }

    /// <summary>What the process holds when it holds nothing that it could let go.</summary>
    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

    private static SortedDictionary<string, CelValue> Fields(int n) => new(StringComparer.Ordinal)
    {
        ["summary"] = CelValue.String($"Checkout shows a blank page {n}"),
        ["description"] = RichTextValue.Of(RichText.FromText("Chrome 129, more than ten items in the cart, every time since the release of Monday.")),
        ["priority"] = CelValue.String("high"),
        ["status"] = CelValue.String("open"),
        ["type"] = CelValue.String("incident"),
        ["labels"] = CelValue.List([CelValue.String("shared"), CelValue.String("checkout")]),
        ["region"] = CelValue.String("EU"),
        ["effort"] = CelValue.Double(n),
    };
}
