using Entente.Node.Tickets;

namespace Entente.Unit.Tests.Node;

/// <summary>No wake is lost, none wakes two.</summary>
public sealed class WakeSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly WakeSignal signal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_that_nobody_waited_for_ends_the_next_wait_and_no_other()
    {
        signal.Set();
        signal.Set();

        await WaitAsync();
        WaitAsync().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Each_signal_wakes_one_of_many_the_longest_waiting_first()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => WaitAsync()).ToList();

        for (var woken = 0; woken < 3; woken++)
        {
            signal.Set();
            await waiting[woken];
            waiting.Count(wait => wait.IsCompleted).ShouldBe(woken + 1);
        }
    }

    [Fact]
    public async Task One_that_is_cancelled_takes_no_signal_with_it()
    {
        using var source = new CancellationTokenSource();
        var cancelled = signal.WaitAsync(Long, TimeProvider.System, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        var next = WaitAsync();

        signal.Set();

        await next;
    }

    [Fact]
    public async Task One_that_timed_out_takes_no_signal_with_it()
    {
        await signal.WaitAsync(TimeSpan.Zero, TimeProvider.System, Cancellation);
        await signal.WaitAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
        var next = WaitAsync();

        signal.Set();

        await next;
    }

    [Fact]
    public async Task A_signal_that_meets_a_cancellation_wakes_another_or_the_next()
    {
        for (var round = 0; round < 2000; round++)
        {
            using var source = new CancellationTokenSource();
            var torn = signal.WaitAsync(Long, TimeProvider.System, source.Token);
            var other = WaitAsync();
            using var start = new Barrier(2);
            var cancelling = Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Cancellation);
                    source.Cancel();
                },
                Cancellation,
                TaskCreationOptions.None,
                TaskScheduler.Default);
            start.SignalAndWait(Cancellation);
            signal.Set();
            await cancelling;

            var isWoken = true;
            try
            {
                await torn;
            }
            catch (OperationCanceledException)
            {
                isWoken = false;
            }

            if (isWoken)
            {
                other.IsCompleted.ShouldBeFalse();
                signal.Set();
            }

            await other.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        }
    }

    [Fact]
    public async Task Work_is_found_by_waiters_that_come_go_and_signal_on()
    {
        var (left, found) = (0, 0);
        var workers = Enumerable.Range(0, 8).Select(_ => WorkAsync()).ToList();
        for (var n = 0; n < 5000; n++)
        {
            Interlocked.Increment(ref left);
            signal.Set();
        }

        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        found.ShouldBe(5000);

        async Task WorkAsync()
        {
            await Task.Yield();
            while (Volatile.Read(ref found) < 5000)
            {
                while (Take())
                    signal.Set(); // there may be more
                await signal.WaitAsync(Long, TimeProvider.System, Cancellation);
            }

            signal.Set(); // so that the others see the end
        }

        bool Take()
        {
            var seen = Volatile.Read(ref left);
            if (seen == 0 || Interlocked.CompareExchange(ref left, seen - 1, seen) != seen)
                return seen != 0 && Take();
            Interlocked.Increment(ref found);
            return true;
        }
    }

    private Task WaitAsync() => signal.WaitAsync(Long, TimeProvider.System, Cancellation);
}
