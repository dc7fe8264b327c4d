using System.Collections.Concurrent;

namespace Entente.Bench;

/// <summary>People at the source: every ticket gets its next change once its last one is confirmed at the target.</summary>
internal sealed class Traffic
{
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
            var ticket = source.Raise(People.Fields(n));
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
    public double Latency(double share) => People.Share(latencies, share);

    /// <summary>Throws when a twin does not hold what its ticket holds.</summary>
    public void Verify(MemoryTracker target)
    {
        foreach (var ticket in tickets)
        {
            var (ours, theirs) = (source[ticket].Snapshot.Fields, target[contender.TwinOf(ticket)].Snapshot.Fields);
            if (!People.IsTwin(ours, theirs))
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
            var (field, value) = People.Change(n, source[ticket].Snapshot.Fields);
            source.Edit(ticket, field, value);
            await contender.TakeAsync(MemoryConnector.Hint(source[ticket].Snapshot, time.GetUtcNow()), cancellation);
            var taken = time.GetTimestamp();
            // The write may be confirmed before the tracker's webhook got its answer.
            latencies[n - 1] = Math.Max(0, time.GetElapsedTime(taken, await confirmed.Task.WaitAsync(cancellation)).TotalMilliseconds);
            if (n % 256 == 0)
                PeakMemory = Math.Max(PeakMemory, Environment.WorkingSet);
        }
    }
}
