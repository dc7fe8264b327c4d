namespace Entente.Core.Text.Textile;

public sealed record TextileWriteOptions
{
    internal static TextileWriteOptions Default { get; } = new();

    /// <summary>Images as <c>!name!</c>. Only when files of these names are attached at the target; else they are text (B10).</summary>
    public bool LiveImages { get; init; }
}
