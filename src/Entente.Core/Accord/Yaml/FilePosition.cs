namespace Entente.Core.Accord.Yaml;

/// <summary>A place in a file: line and column, both 1-based, the column in UTF-16 units.</summary>
internal readonly record struct FilePosition(int Line, int Column)
{
    /// <summary>The file as a whole.</summary>
    public static FilePosition Whole => default;

    public static FilePosition First => new(1, 1);
}
