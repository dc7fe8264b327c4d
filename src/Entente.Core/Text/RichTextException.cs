namespace Entente.Core.Text;

/// <summary>Text that does not follow its format, so that no reader could say what its author meant.</summary>
public sealed class RichTextException : Exception
{
    public RichTextException(string format, string message, string? position = null, Exception? inner = null)
        : base($"{format}{(position is null ? "" : $" at {position}")}: {message}", inner)
    {
        Format = format;
        Position = position;
    }

    /// <summary>The name of the format as in <see cref="RichTextFormats.Names"/>.</summary>
    public string Format { get; }

    /// <summary>Where: <c>line 3, byte 14</c> or a path such as <c>content[2].text</c>; null when it is the whole.</summary>
    public string? Position { get; }
}
