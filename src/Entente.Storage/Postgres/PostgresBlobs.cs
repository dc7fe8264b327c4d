using System.Runtime.CompilerServices;
using System.Security.Cryptography;

using Entente.Core.Tickets;
using Entente.Storage.Blobs;

namespace Entente.Storage.Postgres;

/// <summary>
/// Attachments in the database, so that every node has them. A small one is a row. A large one goes up in chunks, each in a transaction of its own
/// (no transaction lasts as long as a tracker's download), and is a blob from the moment when its row names the upload: under its hash it is whole
/// or not there.
/// </summary>
public sealed class PostgresBlobs : IBlobList
{
    /// <summary>What is held in memory of one blob.</summary>
    internal const int ChunkBytes = 256 * 1024;

    // The same bytes again replace the first copy: one that was damaged is healed.
    private const string SmallSql = """
        INSERT INTO blob (sha256, bytes, body) VALUES ($1, $2, $3)
        ON CONFLICT (sha256) DO UPDATE SET body = excluded.body, upload = NULL WHERE blob.body IS DISTINCT FROM excluded.body
        """;

    private const string LargeSql = """
        INSERT INTO blob (sha256, bytes, upload) VALUES ($1, $2, $3)
        ON CONFLICT (sha256) DO UPDATE SET body = NULL, upload = excluded.upload
        """;

    private const string FindSql = "SELECT bytes, body, upload FROM blob WHERE sha256 = $1";

    // Nobody reads an upload for a day after it was replaced.
    private const string SweepSql = """
        DELETE FROM upload WHERE began < now() - interval '1 day' AND NOT EXISTS (SELECT FROM blob WHERE blob.upload = upload.id)
        """;

    private readonly Connections connections;

    /// <param name="store">Its database holds the bytes too; the blobs live as long as it.</param>
    public PostgresBlobs(PostgresStore store) => connections = store.Connections;

    /// <inheritdoc/>
    /// <exception cref="StorageException">The stream is longer than the limit, or the database failed.</exception>
    public async Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation)
    {
        using var intake = new BlobIntake(limitBytes);
        var buffer = new byte[ChunkBytes];
        var read = await FillAsync(content, intake, buffer, cancellation);
        return read < ChunkBytes
            ? await KeepAsync(intake.Result(), SmallSql, buffer[..read], cancellation)
            : await UploadAsync(content, intake, buffer, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">
    /// There is no such blob. The stream throws one when its bytes are not those of the hash, before it hands out the last of them.
    /// </exception>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellation)
    {
        if (sha256.Length != SHA256.HashSizeInBytes * 2 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("A blob is named by a SHA-256 in lower-case hex.", nameof(sha256));
        var found = await connections.Hints.RunAsync(
            session => session.FirstAsync(
                Script.Of(FindSql, sha256),
                row => row.IsDBNull(2)
                    ? (Stream)new MemoryStream(row.Bytes(1), writable: false)
                    : new ChunkStream(connections, row.GetInt64(2), row.GetInt64(0))),
            cancellation);
        return found is null
            ? throw new StorageException(StorageFault.BlobMissing, $"There is no blob {sha256}.")
            : new VerifiedStream(found, sha256);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (List<string> page = [""]; page.Count > 0;)
        {
            var after = page[^1];
            page = await connections.Hints.RunAsync(
                session => session.ReadAsync(
                    Script.Of("SELECT sha256 FROM blob WHERE sha256 > $1 ORDER BY sha256 LIMIT 1000", after),
                    rows => rows.AllAsync(row => row.GetString(0))),
                cancellation);
            foreach (var sha256 in page)
                yield return sha256;
        }
    }

    /// <summary>Removes what uploads left that were never finished, or were replaced.</summary>
    public Task SweepAsync(CancellationToken cancellation) => connections.Hints.RunAsync(Script.Of(SweepSql), cancellation);

    private async Task<BlobRef> UploadAsync(Stream content, BlobIntake intake, byte[] buffer, CancellationToken cancellation)
    {
        var upload = await connections.Hints.RunAsync(
            session => session.FirstAsync(Script.Of("INSERT INTO upload DEFAULT VALUES RETURNING id"), row => row.GetInt64(0)), cancellation);
        var read = ChunkBytes;
        for (var n = 0; read > 0; n++)
        {
            await connections.Hints.RunAsync(
                Script.Of("INSERT INTO chunk (upload, n, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", upload, n, buffer[..read]), cancellation);
            read = await FillAsync(content, intake, buffer, cancellation);
        }

        // Durable, and with it all that was written before it: the log is one.
        return await KeepAsync(intake.Result(), LargeSql, upload, cancellation);
    }

    private async Task<BlobRef> KeepAsync(BlobRef blob, string sql, Argument content, CancellationToken cancellation)
    {
        await connections.Durable.RunAsync(Script.Of(sql, blob.Sha256, blob.Bytes, content), cancellation);
        return blob;
    }

    private static async Task<int> FillAsync(Stream content, BlobIntake intake, byte[] buffer, CancellationToken cancellation)
    {
        var filled = 0;
        int read;
        while (filled < buffer.Length && (read = await content.ReadAsync(buffer.AsMemory(filled), cancellation)) > 0)
        {
            intake.Add(buffer.AsSpan(filled, read));
            filled += read;
        }

        return filled;
    }
}
