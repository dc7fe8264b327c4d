using System.Security.Cryptography;
using System.Text;

namespace Entente.Node.Backups;

/// <summary>
/// The parts of a backup, a ZIP file that common tools open too:
/// <code>
///   rows/TABLE.jsonl      one canonical row a line, a file for each table
///   blobs/SHA-256         an attachment's bytes
///   secrets/NAME.secret   a connection's secret, sealed under the key that is not in the file
///   manifest.json         counts and hashes of all these
///   comment               64 hex digits: SHA-256 of every byte of the file before them
/// </code>
/// </summary>
internal static class BackupParts
{
    public const string Manifest = "manifest.json";
    public const int SealLength = 64;

    /// <summary>What every attachment's part begins with.</summary>
    public const string Blobs = "blobs/";

    private const int BufferBytes = 128 * 1024;

    public static string Rows(string table) => $"rows/{table}.jsonl";

    public static string Blob(string sha256) => Blobs + sha256;

    public static bool IsBlob(string part) => part.StartsWith(Blobs, StringComparison.Ordinal);

    public static string Secret(string name) => $"secrets/{name}.secret";

    /// <summary>The hash of all that lies before the seal.</summary>
    public static async Task<string> SealOfAsync(FileStream file, CancellationToken cancellation)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (var left = file.Length - SealLength; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static async Task<string> SealInAsync(FileStream file, CancellationToken cancellation)
    {
        var written = new byte[SealLength];
        file.Position = file.Length - SealLength;
        await file.ReadExactlyAsync(written, cancellation);
        return Encoding.ASCII.GetString(written);
    }
}
