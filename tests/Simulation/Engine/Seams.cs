namespace Entente.Simulation.Tests.Engine;

/// <summary>On which side of a call a seam lies.</summary>
internal enum SeamSide
{
    /// <summary>The call was decided, nothing of it has happened.</summary>
    Before,

    /// <summary>The call has happened, its answer has not been seen.</summary>
    After,
}

/// <summary>A place where a node waits for what is not its own: the journal, a tracker, a blob.</summary>
internal sealed record Seam(SeamSide Side, string Call);

/// <summary>
/// Passes a node's calls through the run's mischief. A crash is a wait that never ends: the node's memory is dropped with it.
/// </summary>
internal sealed class Seams(NodeLife life, Func<NodeLife, Seam, TimeSpan> mischief)
{
    public NodeLife Life => life;

    public Task BeforeAsync(string call) => PassAsync(new Seam(SeamSide.Before, call));

    public Task AfterAsync(string call) => PassAsync(new Seam(SeamSide.After, call));

    private Task PassAsync(Seam seam)
    {
        if (life.IsDead)
            return NodeLife.Never;
        life.Seams++;
        var wait = mischief(life, seam);
        if (life.IsDead)
            return NodeLife.Never;
        return wait > TimeSpan.Zero || life.IsFrozen ? life.DelayAsync(wait) : Task.CompletedTask;
    }
}
