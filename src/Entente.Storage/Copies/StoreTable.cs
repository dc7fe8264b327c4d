namespace Entente.Storage.Copies;

/// <summary>What a column of a canonical row holds. Instants are numbers: UTC ticks of 100 ns since 0001-01-01.</summary>
public enum ColumnKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="long"/>.</summary>
    Number,

    /// <summary>An array of bytes.</summary>
    Bytes,
}

/// <summary>One column of a canonical table.</summary>
public sealed record StoreColumn(string Name, ColumnKind Kind);

/// <summary>One table as every store shows it, whatever it calls or splits its own.</summary>
/// <param name="Key">How many of the first columns are the key; 0 where the order of the rows is the order in which they came.</param>
public sealed record StoreTable(string Name, int Key, IReadOnlyList<StoreColumn> Columns);

/// <summary>One canonical row: a value for each column, null where there is none.</summary>
public sealed record StoreRow(StoreTable Table, IReadOnlyList<object?> Values)
{
    public string Text(int column) => (string)Values[column]!;

    public string? TextOrNull(int column) => (string?)Values[column];

    public long Number(int column) => (long)Values[column]!;

    public byte[] Bytes(int column) => (byte[]?)Values[column] ?? [];
}
