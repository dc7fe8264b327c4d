using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Entente.Node.Backups;

/// <summary>A part's lines, without their ends; a last one that was cut off is an error.</summary>
internal static class PartLines
{
    private static readonly StreamPipeReaderOptions Large = new(bufferSize: 128 * 1024, leaveOpen: true);

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream part, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(part, Large);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                yield return Whole(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted)
                continue;
            await pipe.CompleteAsync();
            if (buffer.Length > 0)
                throw new InvalidDataException("The last line is cut off.");
            yield break;
        }
    }

    private static ReadOnlyMemory<byte> Whole(ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
