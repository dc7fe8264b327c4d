using Entente.Core.Journal;

namespace Entente.Node.Audit;

/// <summary>
/// The checkpoints beside a store. Each line is signed and names the one before; lines are only added, and now and then all of them are replaced by
/// one that names every chain.
/// </summary>
/// <param name="Last">The newest line; null when there is none.</param>
/// <param name="Marks">The newest mark of each chain.</param>
internal sealed record CheckpointFile(
    Checkpoint? Last, SortedDictionary<string, ChainMark> Marks, IReadOnlyList<ChainFinding> Findings, bool HasTornEnd)
{
    /// <summary>The file's name in a data folder.</summary>
    public const string Name = "checkpoints.jsonl";

    /// <summary>
    /// Reads and verifies. A last line without its end is what a power cut leaves of a line that was being added: it counts for nothing.
    /// </summary>
    public static CheckpointFile Read(string path, byte[] key)
    {
        var marks = new SortedDictionary<string, ChainMark>(StringComparer.Ordinal);
        var findings = new List<ChainFinding>();
        if (!File.Exists(path))
            return new CheckpointFile(null, marks, findings, HasTornEnd: false);
        Checkpoint? last = null;
        var (number, isTorn) = (0, !EndsInLine(path));
        string? held = null;
        foreach (var line in File.ReadLines(path).Append(null))
        {
            if (held is not null && !(line is null && isTorn))
            {
                number++;
                var read = Checkpoint.Read(held, key);
                if (Fault(read, last) is { } fault)
                    findings.Add(new ChainFinding($"checkpoint file line {number}", fault));
                last = read ?? last;
                foreach (var (name, text) in read?.Marks ?? [])
                    if (ChainMark.Parse(text) is { } mark)
                        marks[name] = mark;
            }

            held = line;
        }

        return new CheckpointFile(last, marks, findings, isTorn);
    }

    private static string? Fault(Checkpoint? read, Checkpoint? last)
    {
        if (read is null)
            return "It is not what the hub wrote.";
        if (last is null)
            return read.N == 1 || read.IsWhole ? null : $"Checkpoints before {read.N} were cut off.";
        return read.N == last.N + 1 && read.Previous == last.Mac ? null : $"Checkpoint {read.N} does not follow {last.N}.";
    }

    private static bool EndsInLine(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
