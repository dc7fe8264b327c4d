namespace Entente.Node.Tickets;

/// <summary>
/// Tells waiting workers of this node that something may be due. A hint: the journal's due instants are the truth. Each signal wakes one worker,
/// which looks and, where it finds something, signals on: all that is due is found, and a hundred idle workers do not run for one ticket.
/// </summary>
public sealed class WakeSignal
{
    private readonly Lock turn = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private bool isSet;

    public void Set()
    {
        lock (turn)
        {
            if (waiting.First is { } first)
            {
                waiting.RemoveFirst();
                first.Value.TrySetResult();
            }
            else
            {
                isSet = true;
            }
        }
    }

    /// <summary>Ends at the next <see cref="Set"/>, at once after one that nobody waited for, or after this time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        if (Enter() is not { } place)
            return;
        try
        {
            await place.Value.Task.WaitAsync(longest, time, cancellation);
        }
        catch (TimeoutException)
        {
            Leave(place);
        }
        catch (OperationCanceledException)
        {
            if (!Leave(place))
                Set(); // this one was woken and will not look
            throw;
        }
    }

    private LinkedListNode<TaskCompletionSource>? Enter()
    {
        lock (turn)
        {
            if (!isSet)
                return waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            isSet = false;
            return null;
        }
    }

    private bool Leave(LinkedListNode<TaskCompletionSource> place)
    {
        lock (turn)
        {
            if (place.List is null)
                return false;
            waiting.Remove(place);
            return true;
        }
    }
}
