using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.Storage.Copies;

/// <summary>
/// The hash of a store's content: SHA-256 over a line <c>table rows sha256</c> for each canonical table in order, where the table's own hash is over
/// its rows' lines. It is the same on every store that holds the same.
/// </summary>
public sealed class ContentHash : IDisposable
{
    private readonly SortedDictionary<int, TableCount> tables = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream line = new();
    private readonly Utf8JsonWriter writer;
    private int table = -1;
    private long rows;

    public ContentHash() => writer = RowLines.Writer(line);

    /// <summary>Adds the next row and answers its line, with the line's end; the memory is the next row's too.</summary>
    public ReadOnlyMemory<byte> Add(StoreRow row)
    {
        Reach(Place(row.Table));
        line.SetLength(0);
        writer.Reset(line);
        RowLines.Write(row, writer);
        line.WriteByte((byte)'\n');
        var written = line.GetBuffer().AsMemory(0, (int)line.Length);
        hash.AppendData(written.Span);
        rows++;
        return written;
    }

    /// <summary>Ends the hash. Tables without a row count with their name and the hash of nothing.</summary>
    public StoreContent Result()
    {
        Reach(StoreTables.All.Count);
        return new StoreContent([.. tables.Values]);
    }

    public void Dispose()
    {
        writer.Dispose();
        line.Dispose();
        hash.Dispose();
    }

    public static async Task<StoreContent> OfAsync(IAsyncEnumerable<StoreRow> all)
    {
        using var content = new ContentHash();
        await foreach (var row in all)
            content.Add(row);
        return content.Result();
    }

    private static int Place(StoreTable wanted)
    {
        for (var i = 0; i < StoreTables.All.Count; i++)
            if (ReferenceEquals(StoreTables.All[i], wanted))
                return i;
        throw new ArgumentException($"{wanted.Name} is no canonical table.", nameof(wanted));
    }

    private void Reach(int place)
    {
        if (place < table)
            throw new InvalidOperationException($"Rows of {StoreTables.All[place].Name} come after those of {StoreTables.All[table].Name}.");
        for (; table < place; table++, rows = 0)
            if (table >= 0)
                tables[table] = new TableCount(StoreTables.All[table].Name, rows, Hex(hash.GetHashAndReset()));
    }

    internal static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    internal static string Of(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>One canonical table: how many rows, and the hash over their lines.</summary>
public sealed record TableCount(string Table, long Rows, string Sha256);

/// <summary>A store's content in counts and hashes.</summary>
public sealed record StoreContent(IReadOnlyList<TableCount> Tables)
{
    /// <summary>The hash over all tables.</summary>
    public string Sha256 => ContentHash.Of(string.Concat(Tables.Select(table => $"{table.Table} {table.Rows} {table.Sha256}\n")));
}
