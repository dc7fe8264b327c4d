using Entente.Core.Text.Unicode;

namespace Entente.Core.Text;

/// <summary>A block of a document. The hierarchy is closed: a switch over it is complete with the records of this file.</summary>
public abstract record Block
{
    private protected Block()
    {
    }
}

public sealed record Paragraph(Sequence<Inline> Inlines) : Block
{
    public Paragraph(string text)
        : this([new Run(text)])
    {
    }
}

/// <param name="Level">1 (largest) to 6; others are clamped.</param>
public sealed record Heading(int Level, Sequence<Inline> Inlines) : Block
{
    public int Level
    {
        get;
        init => field = Math.Clamp(value, 1, 6);
    } = Math.Clamp(Level, 1, 6);
}

public sealed record BulletList(Sequence<ListItem> Items) : Block;

/// <param name="Start">The number of the first item, 0 to 999,999,999 (CommonMark's range); others are clamped.</param>
public sealed record OrderedList(Sequence<ListItem> Items, int Start = 1) : Block
{
    public int Start
    {
        get;
        init => field = Math.Clamp(value, 0, 999_999_999);
    } = Math.Clamp(Start, 0, 999_999_999);
}

/// <param name="IsDone">A task's state; null when the item is no task.</param>
public sealed record ListItem(Sequence<Block> Blocks, bool? IsDone = null);

/// <param name="Language">Lower case without spaces (<c>csharp</c>); null when unknown.</param>
/// <param name="Text">Shown as it stands, lines separated by <c>\n</c>.</param>
public sealed record CodeBlock(string? Language, string Text) : Block
{
    public string? Language
    {
        get;
        init => field = CodeLanguage.Of(value);
    } = CodeLanguage.Of(Language);

    public string Text
    {
        get;
        init => field = WellFormed.Of(value).ReplaceLineEndings("\n");
    } = WellFormed.Of(Text).ReplaceLineEndings("\n");
}

public sealed record Quote(Sequence<Block> Blocks) : Block;

public sealed record Table(Sequence<TableRow> Rows) : Block;

public sealed record TableRow(Sequence<TableCell> Cells);

/// <param name="ColumnSpan">1 to 100; others are clamped, so that no cell claims a million columns.</param>
/// <param name="RowSpan">1 to 100; others are clamped.</param>
public sealed record TableCell(Sequence<Block> Blocks, bool IsHeader = false, int ColumnSpan = 1, int RowSpan = 1)
{
    public int ColumnSpan
    {
        get;
        init => field = Math.Clamp(value, 1, 100);
    } = Math.Clamp(ColumnSpan, 1, 100);

    public int RowSpan
    {
        get;
        init => field = Math.Clamp(value, 1, 100);
    } = Math.Clamp(RowSpan, 1, 100);
}

/// <summary>A horizontal line.</summary>
public sealed record Rule : Block;

/// <summary>A box that stands out, or a section that folds (<see cref="PanelKind.Expand"/>).</summary>
/// <param name="Title">Plain text; empty when the box has none.</param>
public sealed record Panel(PanelKind Kind, Sequence<Block> Blocks, string Title = "") : Block
{
    public string Title
    {
        get;
        init => field = WellFormed.OfLine(value);
    } = WellFormed.OfLine(Title);
}

public enum PanelKind
{
    Info,
    Note,
    Tip,
    Success,
    Warning,
    Error,
    Expand,
}

/// <summary>A node that has no counterpart here. Its visible form stands in every format, so nothing vanishes silently.</summary>
/// <param name="Kind">The name of the node at its origin.</param>
public sealed record UnknownBlock(string Kind, string Text) : Block
{
    public string Text
    {
        get;
        init => field = WellFormed.Of(string.IsNullOrWhiteSpace(value) ? $"[{Kind}]" : value);
    } = WellFormed.Of(string.IsNullOrWhiteSpace(Text) ? $"[{Kind}]" : Text);
}
