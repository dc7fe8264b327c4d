using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Entente.Storage.Copies;

namespace Entente.Node.Backups;

/// <summary>A backup that is read. Every failure names the part: <see cref="BackupException"/>.</summary>
public sealed class BackupReader : IAsyncDisposable
{
    private readonly FileStream file;
    private readonly ZipArchive archive;

    private BackupReader(FileStream file, ZipArchive archive, BackupManifest manifest)
    {
        this.file = file;
        this.archive = archive;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    internal FileStream File => file;

    /// <summary>Part names as the file lists them.</summary>
    internal IEnumerable<string> Parts => archive.Entries.Select(entry => entry.FullName);

    /// <summary>Opens a file and reads its manifest; <see cref="BackupCheck"/> says whether the rest can be relied on.</summary>
    public static async Task<BackupReader> OpenAsync(string path, CancellationToken cancellation)
    {
        if (!System.IO.File.Exists(path))
            throw new BackupException($"There is no file {path}.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return new BackupReader(file, archive, await ManifestAsync(archive, cancellation));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException or IOException or BackupException)
        {
            archive?.Dispose();
            await file.DisposeAsync();
            throw wrong as BackupException ?? new BackupException(
                $"{path} is not a whole backup: {(archive is null ? "its end, where the list of its parts stands, is missing or altered"
                    : $"part {BackupParts.Manifest} cannot be read")}. Take another copy of it, or an earlier backup.",
                inner: wrong);
        }
    }

    /// <summary>The rows of one table.</summary>
    public async IAsyncEnumerable<StoreRow> RowsAsync(StoreTable table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = BackupParts.Rows(table.Name);
        await using var part = Open(name);
        await using var lines = PartLines.ReadAsync(part, cancellation).GetAsyncEnumerator(cancellation);
        while (await MovesAsync(lines, name))
            yield return Row(table, lines.Current, name);
    }

    /// <summary>All rows, in their order.</summary>
    public async IAsyncEnumerable<StoreRow> AllRowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var table in StoreTables.All)
            await foreach (var row in RowsAsync(table, cancellation))
                yield return row;
    }

    /// <summary>A part's bytes.</summary>
    public Stream Open(string part)
    {
        try
        {
            return (archive.GetEntry(part) ?? throw Damaged(part, null)).Open();
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged(part, wrong);
        }
    }

    public async ValueTask DisposeAsync()
    {
        archive.Dispose();
        await file.DisposeAsync();
    }

    internal static BackupException Damaged(string part, Exception? why) => new(
        $"Part {part} of the backup is missing, cut off or altered{(why is null ? "" : $" ({why.Message})")}. Nothing was written. " +
        "Take another copy of the file, or an earlier backup.",
        inner: why);

    private static async Task<BackupManifest> ManifestAsync(ZipArchive archive, CancellationToken cancellation)
    {
        if (archive.GetEntry(BackupParts.Manifest) is not { } entry)
            throw new BackupException($"The file is no backup of a hub: it has no part {BackupParts.Manifest}.");
        await using var part = await entry.OpenAsync(cancellation);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(part, JsonSerializerOptions.Web, cancellation);
        return manifest?.Format == BackupManifest.KnownFormat
            ? manifest
            : throw new BackupException(
                $"The backup has the form '{manifest?.Format}', which this program does not know. "
                + "Restore it with the release that made it, or a newer one.");
    }

    private static async Task<bool> MovesAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> lines, string part)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            throw Damaged(part, wrong);
        }
    }

    private static StoreRow Row(StoreTable table, ReadOnlyMemory<byte> line, string part)
    {
        try
        {
            return RowLines.Read(table, line);
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged(part, wrong);
        }
    }
}
