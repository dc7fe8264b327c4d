namespace Entente.Core.Accord;

/// <summary>The names that the dictionary's <c>type</c> may have.</summary>
internal static class FieldTypes
{
    private static readonly (string Name, FieldType Type)[] Table =
    [
        ("text", FieldType.Text),
        ("richtext", FieldType.RichText),
        ("enum", FieldType.Enum),
        ("integer", FieldType.Integer),
        ("number", FieldType.Number),
        ("boolean", FieldType.Boolean),
        ("instant", FieldType.Instant),
        ("date", FieldType.Date),
        ("list", FieldType.List),
        ("thread", FieldType.Thread),
        ("files", FieldType.Files),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    public static FieldType? Named(string name)
    {
        foreach (var row in Table)
            if (row.Name == name) return row.Type;
        return null;
    }
}
