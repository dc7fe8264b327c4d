namespace Entente.Sandbox.Host;

/// <summary>The faults of one product, in the order in which they were added; the first that picks a request spoils it.</summary>
internal sealed class FaultList
{
    private readonly Lock gate = new();

    private readonly List<SandboxFault> faults = [];

    private long lastId;

    public long NextId() => Interlocked.Increment(ref lastId);

    public void Add(SandboxFault fault)
    {
        lock (gate)
            faults.Add(fault);
    }

    public SandboxFault? Pick(string method, string path)
    {
        lock (gate)
            return faults.Find(fault => fault.Picks(method, path));
    }

    public IReadOnlyList<SandboxFault> All()
    {
        lock (gate)
            return [.. faults];
    }

    /// <summary>Removes one fault, or all where no id is named; returns how many went.</summary>
    public int Remove(long? id)
    {
        lock (gate)
            return faults.RemoveAll(fault => id is null || fault.Id == id);
    }
}
