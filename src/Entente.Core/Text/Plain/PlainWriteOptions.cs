namespace Entente.Core.Text.Plain;

public sealed record PlainWriteOptions
{
    /// <summary>Breaks <c>{{</c> and <c>{%</c> as <see cref="Placeholders"/> says. For targets that expand placeholders.</summary>
    public bool GuardPlaceholders { get; init; }
}
