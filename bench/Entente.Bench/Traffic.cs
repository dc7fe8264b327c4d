using System.Collections.Concurrent;

using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>People at the source: every ticket gets its next change once its last one is confirmed at the target.</summary>
internal sealed class Traffic
{
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private static readonly string[] States = ["open", "pending"];

    private readonly BenchOptions options;
    private readonly MemoryTracker source;
    private readonly IContender contender;
    private readonly TimeProvider time;
    private readonly List<string> tickets = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> waiting = new(StringComparer.Ordinal);
    private readonly double[] latencies;
    private int begun;

    public Traffic(BenchOptions options, MemoryTracker source, IContender contender, TimeProvider time)
    {
        this.options = options;
        this.source = source;
        this.contender = contender;
        this.time = time;
        latencies = new double[options.Changes];
        contender.Confirmed = ticket =>
        {
            if (waiting.TryGetValue(ticket, out var change))
                change.TrySetResult(time.GetTimestamp());
        };
    }

    /// <summary>Largest working set seen, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Raises the tickets and waits until each has its twin.</summary>
    public async Task RaiseAsync(CancellationToken cancellation)
    {
        for (var n = 0; n < options.Tickets; n++)
        {
            var ticket = source.Raise(Fields(n));
            tickets.Add(ticket);
            await contender.TakeAsync(MemoryConnector.Hint(source[ticket].Snapshot, time.GetUtcNow()), cancellation);
        }

        await contender.SettledAsync(cancellation);
    }

    /// <summary>Makes all changes and waits for the last trace of the last one.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        begun = 0;
        await Task.WhenAll(tickets.Select(ticket => ChangeAsync(ticket, cancellation)));
        await contender.SettledAsync(cancellation);
    }

    /// <summary>Milliseconds below which this share of the changes was confirmed.</summary>
    public double Latency(double share)
    {
        var sorted = latencies.Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    /// <summary>Throws when a twin does not hold what its ticket holds.</summary>
    public void Verify(MemoryTracker target)
    {
        foreach (var ticket in tickets)
        {
            var (ours, theirs) = (source[ticket].Snapshot.Fields, target[contender.TwinOf(ticket)].Snapshot.Fields);
            if (ours["summary"] != theirs["summary"] || Mapping.Priority(ours["priority"]) != theirs["priority"]
                || Mapping.Status(ours["status"]) != theirs["status"] || ours["effort"] != theirs["effort"])
                throw new WrongResultException($"The twin of ticket {ticket} does not hold what the ticket holds.");
        }
    }

    private async Task ChangeAsync(string ticket, CancellationToken cancellation)
    {
        await Task.Yield();
        while (Interlocked.Increment(ref begun) is var n && n <= options.Changes)
        {
            var confirmed = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting[ticket] = confirmed;
            var (field, value) = Change(n, source[ticket].Snapshot.Fields);
            source.Edit(ticket, field, value);
            await contender.TakeAsync(MemoryConnector.Hint(source[ticket].Snapshot, time.GetUtcNow()), cancellation);
            var taken = time.GetTimestamp();
            // The write may be confirmed before the tracker's webhook got its answer.
            latencies[n - 1] = Math.Max(0, time.GetElapsedTime(taken, await confirmed.Task.WaitAsync(cancellation)).TotalMilliseconds);
            if (n % 256 == 0)
                PeakMemory = Math.Max(PeakMemory, Environment.WorkingSet);
        }
    }

    /// <summary>One change in four to each of four fields; every value differs from the one before.</summary>
    private static (string Field, CelValue Value) Change(int n, IReadOnlyDictionary<string, CelValue> now) => (n % 4) switch
    {
        0 => ("summary", CelValue.String($"Checkout shows a blank page, report {n}")),
        1 => ("priority", Next(Priorities, now["priority"])),
        2 => ("status", Next(States, now["status"])),
        _ => ("effort", CelValue.Double(n + 0.5)),
    };

    private static CelValue Next(string[] values, CelValue now) =>
        CelValue.String(values[(Array.IndexOf(values, now.AsString()) + 1) % values.Length]);

    private static SortedDictionary<string, CelValue> Fields(int n) => new(StringComparer.Ordinal)
    {
        ["summary"] = CelValue.String($"Checkout shows a blank page {n}"),
        ["description"] = RichTextValue.Of(RichText.FromText("Chrome 129, more than ten items in the cart, every time since the release of Monday.")),
        ["priority"] = CelValue.String(Priorities[n % 4]),
        ["status"] = CelValue.String(States[n % 2]),
        ["type"] = CelValue.String("incident"),
        ["labels"] = CelValue.List([CelValue.String("shared"), CelValue.String("checkout")]),
        ["region"] = CelValue.String("EU"),
        ["effort"] = CelValue.Double(n),
    };
}
