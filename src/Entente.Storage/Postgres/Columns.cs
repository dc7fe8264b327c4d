using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>Rows and columns as the types of the port.</summary>
internal static class Columns
{
    public static async Task<T?> FirstAsync<T>(this NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read) =>
        await rows.ReadAsync() ? read(rows) : default;

    public static async Task<List<T>> AllAsync<T>(this NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read)
    {
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    /// <summary>Columns id, party, connection, from this one on.</summary>
    public static TicketAddress Address(this NpgsqlDataReader row, int column) =>
        new(row.GetString(column), row.GetString(column + 1), row.GetString(column + 2));
}
