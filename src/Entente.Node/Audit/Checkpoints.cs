using System.Text;

using Entente.Core.Journal;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Audit;

/// <summary>
/// Writes the checkpoints of a running node: a line at least every minute or every 1,000 moved chains while something moves, and one when it stops.
/// What was written after the last line of a node that was killed is named by the first line of its next start.
/// </summary>
internal sealed class Checkpoints(HubContext hub, string dataFolder, byte[] key, ILogger log)
{
    private const int MostMoved = 1000;
    private const long SmallBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly string path = Path.Combine(dataFolder, CheckpointFile.Name);
    private Checkpoint? last;
    private long bytesWhenWhole;
    private bool hasCaughtUp;

    /// <summary>Number of the newest checkpoint; 0 when there is none.</summary>
    public long Number => last?.N ?? 0;

    /// <summary>True when a line written now names all that the store holds.</summary>
    public bool IsComplete => hasCaughtUp;

    /// <summary>Reads what an earlier process left. A file that does not verify is told, and kept beside the new one.</summary>
    public void Open()
    {
        var file = CheckpointFile.Read(path, key);
        foreach (var finding in file.Findings)
            log.LogError("The checkpoints are not what was written: {Record}: {What} See: entente audit verify", finding.Record, finding.What);
        last = file.Last;
        hasCaughtUp = last is { IsLast: true } && !file.HasTornEnd;
        if (file.HasTornEnd)
            CutTornEnd();
        bytesWhenWhole = Math.Max(File.Exists(path) ? new FileInfo(path).Length : 0, SmallBytes);
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var written = hub.Now;
        try
        {
            await CatchUpAsync(cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                if (hub.Moved.Count >= MostMoved || (hub.Moved.Count > 0 && hub.Now - written >= Longest))
                {
                    Write(isLast: false);
                    written = hub.Now;
                }

                await Task.Delay(Look, hub.Time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (StorageException refusal)
        {
            hub.Trouble.Note(refusal);
        }
    }

    /// <summary>Names what moved. The last line of a process says that nothing came after it.</summary>
    public void Write(bool isLast)
    {
        var moved = hub.Moved.Take();
        if (moved.Count == 0 && !isLast)
            return;
        try
        {
            Add(moved, isLast: isLast && hasCaughtUp);
        }
        catch (IOException failure)
        {
            foreach (var (chain, mark) in moved)
                hub.Moved.Note(chain, mark);
            log.LogError("No checkpoint could be written: {Reason}", failure.Message);
        }
    }

    private void Add(SortedDictionary<string, ChainMark> moved, bool isLast)
    {
        var isWhole = File.Exists(path) && new FileInfo(path).Length > 2 * bytesWhenWhole;
        if (isWhole)
            foreach (var (chain, mark) in CheckpointFile.Read(path, key).Marks)
                moved.TryAdd(chain, mark);
        var marks = new SortedDictionary<string, string>(moved.ToDictionary(mark => mark.Key, mark => mark.Value.ToString()), StringComparer.Ordinal);
        var next = new Checkpoint(Number + 1, hub.Now, isWhole, isLast, marks, last?.Mac ?? "", Mac: "").Signed(key);
        if (isWhole)
            Replace(next.ToLine());
        else
            Append(next.ToLine());
        last = next;
    }

    private void Append(string line)
    {
        using var file = new FileStream(path, Options(FileMode.Append));
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    private void Replace(string line)
    {
        using (var file = new FileStream($"{path}.new", Options(FileMode.Create)))
        {
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
        bytesWhenWhole = Math.Max(line.Length, SmallBytes);
    }

    private void CutTornEnd()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var whole = file.Length;
        while (whole > 0)
        {
            file.Seek(whole - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
                break;
            whole--;
        }

        file.SetLength(whole);
        file.Flush(flushToDisk: true);
    }

    /// <summary>After a start that no last line came before: names every chain that the checkpoints do not.</summary>
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (hasCaughtUp)
            return;
        var marks = CheckpointFile.Read(path, key).Marks;
        await foreach (var (chain, mark) in ChainEnds.AllAsync(hub.Reader, cancellation))
            if (!marks.TryGetValue(chain, out var named) || named.N < mark.N)
                hub.Moved.Note(chain, mark);
        hasCaughtUp = true;
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
