namespace Entente.Core.Text.Adf;

public sealed record AdfWriteOptions
{
    internal static AdfWriteOptions Default { get; } = new();

    /// <summary>Mentions notify people. Only for documents whose mentions carry account ids of the target site; else they are text (B11).</summary>
    public bool LiveMentions { get; init; }

    /// <summary>Images with an attachment id as media nodes. Only when these are media ids of the target site; else they are text (B10).</summary>
    public bool LiveMedia { get; init; }
}
