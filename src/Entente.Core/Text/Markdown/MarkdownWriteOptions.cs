namespace Entente.Core.Text.Markdown;

public sealed record MarkdownWriteOptions
{
    /// <summary>Breaks <c>{{</c> and <c>{%</c> as <see cref="Placeholders"/> says. For targets that expand placeholders.</summary>
    public bool GuardPlaceholders { get; init; }
}
