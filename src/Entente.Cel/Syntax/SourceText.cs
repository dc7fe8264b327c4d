namespace Entente.Cel.Syntax;

/// <summary>The text of an expression and where its lines start.</summary>
internal sealed class SourceText(string text)
{
    public string Text { get; } = text;

    /// <summary>1-based line and column (UTF-16 units) of an offset. CR LF, LF and CR each end a line.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < offset && i < Text.Length; i++)
        {
            if (Text[i] != '\n' && (Text[i] != '\r' || (i + 1 < Text.Length && Text[i + 1] == '\n'))) continue;
            line++;
            start = i + 1;
        }
        return (line, offset - start + 1);
    }
}
