using System.Runtime.InteropServices;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>The index of the log that connections of one process share, and its locks. It does not outlive the power.</summary>
internal sealed unsafe class SharedMemory
{
    private const int Slots = 8;

    private readonly List<nint> regions = [];
    private readonly HashSet<object> users = [];
    private readonly HashSet<object>[] readers = [.. Enumerable.Range(0, Slots).Select(_ => new HashSet<object>())];
    private readonly object?[] writers = new object?[Slots];

    public nint Map(object user, int region, int size, bool isExtended)
    {
        users.Add(user);
        if (region >= regions.Count && !isExtended)
            return 0;
        while (regions.Count <= region)
            regions.Add((nint)NativeMemory.AllocZeroed((nuint)size));
        return regions[region];
    }

    public void Unmap(object user)
    {
        Unlock(user, 0, Slots);
        users.Remove(user);
        if (users.Count > 0)
            return;
        foreach (var region in regions)
            NativeMemory.Free((void*)region);
        regions.Clear();
    }

    public bool TryShare(object user, int from, int count)
    {
        for (var slot = from; slot < from + count; slot++)
            if (writers[slot] is { } writer && writer != user)
                return false;
        for (var slot = from; slot < from + count; slot++)
            readers[slot].Add(user);
        return true;
    }

    public bool TryTake(object user, int from, int count)
    {
        for (var slot = from; slot < from + count; slot++)
            if ((writers[slot] is { } writer && writer != user) || readers[slot].Any(reader => reader != user))
                return false;
        for (var slot = from; slot < from + count; slot++)
            writers[slot] = user;
        return true;
    }

    public void Unlock(object user, int from, int count)
    {
        for (var slot = from; slot < from + count; slot++)
        {
            readers[slot].Remove(user);
            if (writers[slot] == user)
                writers[slot] = null;
        }
    }
}
