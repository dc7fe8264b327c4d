namespace Entente.Simulation.Tests.Engine;

/// <summary>
/// One life of one node, from start to crash. Whatever the node waits for ends through here: nothing ends for a dead node (so none of its code runs
/// on, no catch and no finally), and for a frozen one it ends when it thaws.
/// </summary>
internal sealed class NodeLife(Timeline timeline, string name)
{
    private DateTimeOffset frozenUntil = DateTimeOffset.MinValue;

    /// <summary>Unique for each life: <c>north.2</c>.</summary>
    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>Seams passed, for crashes at the n-th.</summary>
    public long Seams { get; set; }

    public Timeline Timeline => timeline;

    public void Kill() => IsDead = true;

    public bool IsFrozen => timeline.Now < frozenUntil;

    public void Freeze(TimeSpan pause) => frozenUntil = timeline.Now + pause;

    /// <summary>Runs a piece of the node's code now, later or never.</summary>
    public void Resume(Action act)
    {
        if (IsDead)
            return;
        if (IsFrozen)
            timeline.At(frozenUntil, () => Resume(act));
        else
            act();
    }

    /// <summary>Waits in virtual time.</summary>
    public Task DelayAsync(TimeSpan wait)
    {
        var ended = new TaskCompletionSource();
        timeline.After(wait, () => Resume(ended.SetResult));
        return ended.Task;
    }

    /// <summary>What a dead node's calls answer. A new one each time: who waits for it must be forgotten with it.</summary>
    public static Task Never => new TaskCompletionSource().Task;
}
