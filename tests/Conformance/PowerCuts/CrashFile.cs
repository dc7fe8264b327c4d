namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// One file as the running program sees it (<see cref="Bytes"/>), beside what is sure to survive a power cut (<see cref="Durable"/>) and what was
/// written since the last sync and may survive in part.
/// </summary>
internal sealed class CrashFile(string name)
{
    private readonly List<Unsynced> unsynced = [];

    public string Name => name;

    public GrowingBytes Bytes { get; } = new();

    public GrowingBytes Durable { get; } = new();

    public IReadOnlyList<Unsynced> Pending => unsynced;

    public FileLocks Locks { get; } = new();

    public SharedMemory Shared { get; } = new();

    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        Bytes.Write(offset, data);
        unsynced.Add(new Unsynced(offset, data.ToArray()));
    }

    public void Truncate(long length)
    {
        Bytes.SetLength(length);
        unsynced.Add(new Unsynced(length, null));
    }

    public void Sync()
    {
        foreach (var step in unsynced)
            step.ApplyTo(Durable);
        unsynced.Clear();
    }

    /// <summary>A file that lies on the disk since before the power came back.</summary>
    public static CrashFile Found(string name, byte[] bytes)
    {
        var file = new CrashFile(name);
        file.Bytes.Write(0, bytes);
        file.Durable.Write(0, bytes);
        return file;
    }
}

/// <summary>A write that no sync has followed; without data: a cut to a length.</summary>
internal sealed record Unsynced(long Offset, byte[]? Data)
{
    public void ApplyTo(GrowingBytes bytes)
    {
        if (Data is null)
            bytes.SetLength(Offset);
        else
            bytes.Write(Offset, Data);
    }
}

/// <summary>Bytes that grow with zeros, as a file does.</summary>
internal sealed class GrowingBytes
{
    private byte[] bytes = [];

    public long Length { get; private set; }

    public byte[] ToArray() => bytes[..(int)Length];

    public GrowingBytes Copy()
    {
        var copy = new GrowingBytes();
        copy.Write(0, bytes.AsSpan(0, (int)Length));
        return copy;
    }

    /// <returns>How many bytes were there to read.</returns>
    public int Read(long offset, Span<byte> into)
    {
        var there = (int)Math.Clamp(Length - offset, 0, into.Length);
        if (there > 0)
            bytes.AsSpan((int)offset, there).CopyTo(into);
        return there;
    }

    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        SetLength(Math.Max(Length, offset + data.Length));
        data.CopyTo(bytes.AsSpan((int)offset));
    }

    public void SetLength(long length)
    {
        if (length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Max(length, 2L * bytes.Length));
        if (length < Length)
            bytes.AsSpan((int)length, (int)(Length - length)).Clear();
        Length = length;
    }
}
