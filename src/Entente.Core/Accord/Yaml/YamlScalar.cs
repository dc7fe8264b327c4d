namespace Entente.Core.Accord.Yaml;

/// <summary>How a scalar is written in the file.</summary>
internal enum YamlStyle { Plain, SingleQuoted, DoubleQuoted, Literal, Folded }

/// <summary>A text. Never coerced: <c>on</c>, <c>no</c> and <c>1:30</c> stay what they are (GOVERNANCE 2.1).</summary>
internal sealed class YamlScalar(YamlText text, FilePosition start, string value, YamlStyle style) : YamlNode(text, start)
{
    public string Value { get; } = value;

    public YamlStyle Style { get; } = style;

    public override string Kind => "a text";

    /// <summary>True for the styles whose characters can be found again in the file (DESIGN 5: CEL stands only in these).</summary>
    public bool HasExactPositions => Style is YamlStyle.Plain or YamlStyle.SingleQuoted or YamlStyle.Literal;

    /// <summary>
    /// The file position of a place in <see cref="Value"/>, given as 1-based line and column there. Exact for plain, single-quoted and
    /// literal scalars; the start of the scalar for the others.
    /// </summary>
    public FilePosition Locate(int line, int column) => Style switch
    {
        YamlStyle.Literal => LocateInLiteral(line, column),
        YamlStyle.Plain or YamlStyle.SingleQuoted => LocateInFlow(OffsetOf(line, column)),
        _ => Start,
    };

    private FilePosition LocateInLiteral(int line, int column)
    {
        var lines = Value.Split('\n');
        var inValue = lines[Math.Clamp(line - 1, 0, lines.Length - 1)];
        // A literal keeps every line, the blank ones in front included, and cuts the same indentation off each.
        var fileLine = Start.Line + line;
        var indentation = Math.Max(0, Text.LineAt(fileLine).Length - inValue.Length);
        if (inValue.Length == 0) indentation = 0;
        return new FilePosition(fileLine, indentation + column);
    }

    /// <summary>Walks file and value side by side, since a fold turns break and indentation into one space and '' stands for '.</summary>
    private FilePosition LocateInFlow(int target)
    {
        var source = Text.Content;
        var at = Text.OffsetOf(Start) + (Style == YamlStyle.SingleQuoted ? 1 : 0);
        for (var i = 0; i < target && at < source.Length; i++)
        {
            if (StartsFold(source, at)) at = AfterFold(source, at, ref i);
            else if (Style == YamlStyle.SingleQuoted && source[at] == '\'') at += 2;
            else at++;
        }
        return Text.PositionOf(at);
    }

    private static bool StartsFold(string source, int at)
    {
        while (at < source.Length && source[at] is ' ' or '\t') at++;
        return at < source.Length && source[at] is '\n' or '\r';
    }

    /// <summary>A fold of n breaks yields one space, or n - 1 line feeds; the caller has counted the first character already.</summary>
    private static int AfterFold(string source, int at, ref int valueOffset)
    {
        var breaks = 0;
        for (; at < source.Length && source[at] is ' ' or '\t' or '\r' or '\n'; at++)
            if (source[at] == '\n') breaks++;
        valueOffset += Math.Max(0, breaks - 2);
        return at;
    }

    private int OffsetOf(int line, int column)
    {
        var offset = 0;
        for (var i = 1; i < line; i++)
        {
            var next = Value.IndexOf('\n', offset);
            if (next < 0) break;
            offset = next + 1;
        }
        return Math.Min(offset + column - 1, Value.Length);
    }
}
