namespace Entente.Sandbox.ServiceNow.World;

/// <summary>What a column holds. On the wire every value is a text.</summary>
internal enum ColumnKind { Text, Integer, Flag, Time, Duration, Reference, List, Journal, JournalView, Id, Url }

/// <summary>One column as <c>sys_dictionary</c> describes it. It stands at the table that brought it; tables below inherit it.</summary>
/// <param name="Name">The element: lower case with underscores.</param>
internal sealed record ServiceNowColumn(string Name, string Label, ColumnKind Kind)
{
    /// <summary>Longer texts are cut without a word. 40 is the platform's default for a string.</summary>
    public int MaxLength { get; init; } = 40;

    /// <summary>The table that a reference or a list points to; empty otherwise.</summary>
    public string Target { get; init; } = "";

    public string Default { get; init; } = "";

    /// <summary>Written by the platform alone; what a caller sends for it is ignored.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether its value is what a record shows as, where something refers to it.</summary>
    public bool IsDisplay { get; init; }

    /// <summary>The column's type in the dictionary's own words.</summary>
    public string InternalType => Kind switch
    {
        ColumnKind.Text => "string",
        ColumnKind.Integer => "integer",
        ColumnKind.Flag => "boolean",
        ColumnKind.Time => "glide_date_time",
        ColumnKind.Duration => "glide_duration",
        ColumnKind.Reference => "reference",
        ColumnKind.List => "glide_list",
        ColumnKind.Journal => "journal_input",
        ColumnKind.JournalView => "journal_list",
        ColumnKind.Id => "GUID",
        ColumnKind.Url => "url",
    };
}
