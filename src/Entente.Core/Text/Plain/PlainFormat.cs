namespace Entente.Core.Text.Plain;

/// <summary>Readable plain text. Reading never fails: an empty line ends a paragraph, every other line end is a line break.</summary>
public static class PlainFormat
{
    public static RichText Read(string text)
    {
        var blocks = new List<Block>();
        var lines = new List<Inline>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                if (lines.Count > 0)
                    lines.Add(new LineBreak());
                lines.Add(new Run(line));
            }
            else if (lines.Count > 0)
            {
                blocks.Add(new Paragraph(lines.ToSequence()));
                lines.Clear();
            }
        }
        return Placeholders.Restore(new RichText(blocks));
    }

    /// <summary>Tables as rows, links with their address, images as <c>[image: name]</c>; <c>\n</c> between lines, none at the end.</summary>
    public static string Write(RichText document, PlainWriteOptions? options = null)
    {
        var tidy = Tidier.ForWriting(document);
        return PlainWriter.Write(options is { GuardPlaceholders: true } ? Placeholders.Guard(tidy) : tidy);
    }
}
