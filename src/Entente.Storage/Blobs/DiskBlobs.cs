using System.Collections.Concurrent;
using System.Security.Cryptography;
using Entente.Core.Tickets;

namespace Entente.Storage.Blobs;

/// <summary>
/// Attachments as files named by their SHA-256, two levels of folders deep: <c>ab/cd/abcd…</c>. A blob is written beside, synced, then renamed:
/// under its name it is whole or not there. Names come from hashes only, never from what a ticket says.
/// </summary>
public sealed class DiskBlobs : IBlobList
{
    private const int BufferBytes = 80 * 1024;
    private static long lastUnfinished;

    /// <summary>Folders whose own names this process has synced.</summary>
    private readonly ConcurrentDictionary<string, bool> durable = new(StringComparer.Ordinal);

    private readonly string root;
    private readonly string unfinished;

    /// <param name="root">A folder of this store alone; it is made if missing. What an earlier process left unfinished is removed.</param>
    public DiskBlobs(string root)
        : this(Path.GetFullPath(root), "unfinished")
    {
        Directory.CreateDirectory(unfinished);
        foreach (var left in Directory.EnumerateFiles(unfinished))
            File.Delete(left);
    }

    private DiskBlobs(string root, string unfinished)
    {
        this.root = root;
        this.unfinished = Path.Combine(root, unfinished);
    }

    /// <summary>Looks into a folder in which another process may be writing, and touches nothing there.</summary>
    public static DiskBlobs ToRead(string root) => new(Path.GetFullPath(root), "unfinished");

    /// <inheritdoc/>
    /// <exception cref="StorageException">The stream is longer than the limit, or the disk is full.</exception>
    public async Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation)
    {
        var path = Path.Combine(unfinished, $"{Interlocked.Increment(ref lastUnfinished)}");
        try
        {
            var blob = await WriteAsync(path, content, limitBytes, cancellation);
            Keep(path, blob);
            return blob;
        }
        catch (IOException failure) when (IsDiskFull(failure))
        {
            throw new StorageException(StorageFault.DiskFull, "The disk is full. The attachment was not kept; it can be fetched again.", failure);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">
    /// There is no such blob. The stream throws one when its bytes are not those of the hash, before it hands out the last of them.
    /// </exception>
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
            return Task.FromResult<Stream>(new VerifiedStream(file, sha256));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StorageException(StorageFault.BlobMissing, $"There is no blob {sha256}.", missing);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation) => List().ToAsyncEnumerable();

    /// <summary>A folder's names fit into memory: there are 65,536 folders.</summary>
    private IEnumerable<string> List() => !Directory.Exists(root)
        ? []
        : Names(Directory.EnumerateDirectories(root)).Where(name => name.Length == 2)
            .SelectMany(first => Names(Directory.EnumerateDirectories(Path.Combine(root, first))).Select(second => Path.Combine(root, first, second)))
            .SelectMany(folder => Names(Directory.EnumerateFiles(folder)));

    private static IEnumerable<string> Names(IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static async Task<BlobRef> WriteAsync(string path, Stream content, long limitBytes, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        using var intake = new BlobIntake(limitBytes);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            intake.Add(buffer.AsSpan(0, read));
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        file.Flush(flushToDisk: true);
        return intake.Result();
    }

    // The same bytes again replace the first copy: one that was damaged is healed.
    private void Keep(string path, BlobRef blob)
    {
        var place = PathOf(blob.Sha256);
        var folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        File.Move(path, place, overwrite: true);
        FolderSync.Sync(folder);
        if (durable.ContainsKey(folder))
            return;
        FolderSync.Sync(Path.GetDirectoryName(folder)!);
        FolderSync.Sync(root);
        durable[folder] = true;
    }

    private string PathOf(string sha256)
    {
        if (sha256.Length != SHA256.HashSizeInBytes * 2 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("A blob is named by a SHA-256 in lower-case hex.", nameof(sha256));
        return Path.Combine(root, sha256[..2], sha256[2..4], sha256);
    }

    // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException failure) => failure.HResult is 28 or unchecked((int)0x80070070);
}
