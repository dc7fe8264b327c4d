using System.Text;

namespace Entente.Core.Accord.Yaml;

/// <summary>A file's decoded text with its lines, and the checks that come before any parsing.</summary>
internal sealed class YamlText
{
    /// <summary>No accord comes near it; a larger file is an accident or an attack.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<int> lineStarts = [0];

    private YamlText(string path, string content)
    {
        Path = path;
        Content = content;
        for (var i = 0; i < content.Length; i++)
            if (content[i] == '\n') lineStarts.Add(i + 1);
    }

    public string Path { get; }

    /// <summary>Without byte order mark; every line ends with a line feed alone.</summary>
    public string Content { get; }

    /// <summary>Decodes a file, or reports why it is no text and returns null.</summary>
    public static YamlText? Read(SourceFile file, Findings findings)
    {
        if (file.Content.Length > MaxBytes)
        {
            findings.Error("yaml.size", file.Path, FilePosition.First, $"The file has {file.Content.Length} bytes; at most {MaxBytes} are read.",
                "Split it, or move what is no agreement elsewhere.");
            return null;
        }
        if (Decode(file, findings) is not { } content) return null;
        var text = new YamlText(file.Path, content.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF'));
        return text.IsClean(findings) ? text : null;
    }

    public int OffsetOf(FilePosition at) => Math.Min(lineStarts[Math.Clamp(at.Line - 1, 0, lineStarts.Count - 1)] + at.Column - 1, Content.Length);

    public FilePosition PositionOf(int offset)
    {
        var line = lineStarts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return new FilePosition(line + 1, offset - lineStarts[line] + 1);
    }

    /// <summary>A line without its break; empty beyond the end.</summary>
    public ReadOnlySpan<char> LineAt(int line)
    {
        if (line < 1 || line > lineStarts.Count) return [];
        var end = line < lineStarts.Count ? lineStarts[line] - 1 : Content.Length;
        return Content.AsSpan(lineStarts[line - 1], end - lineStarts[line - 1]);
    }

    private static string? Decode(SourceFile file, Findings findings)
    {
        try
        {
            return Strict.GetString(file.Content);
        }
        catch (DecoderFallbackException)
        {
            var valid = ValidLength(file.Content);
            var before = new YamlText(file.Path, Encoding.UTF8.GetString(file.Content, 0, valid));
            findings.Error("yaml.encoding", file.Path, before.PositionOf(before.Content.Length), "The file is not UTF-8 text.",
                "Save it as UTF-8.");
            return null;
        }
    }

    private static int ValidLength(byte[] content)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(content.AsSpan(at), out _, out var used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }

    /// <summary>
    /// Refuses what YAML forbids and what parsers disagree on: control characters, a lone carriage return, and the three breaks that
    /// YAML 1.1 counts as lines and YAML 1.2 does not.
    /// </summary>
    private bool IsClean(Findings findings)
    {
        for (var i = 0; i < Content.Length; i++)
        {
            var c = Content[i];
            if (c is '\t' or '\n' || (c >= ' ' && c is not ('\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF'))) continue;
            findings.Error("yaml.character", Path, PositionOf(i), $"The character U+{(int)c:X4} cannot stand in a text file of the accord.",
                c == '\0' ? "This looks like a binary file; give the text." : "Remove it, or write it as an escape in a double-quoted text.");
            return false;
        }
        return true;
    }
}
