using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Columns as the types of the port.</summary>
internal static class Columns
{
    public static string? TextOrNull(this Row row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this Row row, int column) => row.IsDBNull(column) ? [] : row.GetBytes(column);

    /// <summary>An instant that cannot be is a damaged one: it is told as the earliest, and the hash over it says so.</summary>
    public static DateTimeOffset Instant(this Row row, int column)
    {
        var ticks = row.GetInt64(column);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;
    }

    public static DateTimeOffset? InstantOrNull(this Row row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    /// <summary>Columns id, party, connection, from this one on.</summary>
    public static TicketAddress Address(this Row row, int column) =>
        new(row.GetString(column), row.GetString(column + 1), row.GetString(column + 2));
}
