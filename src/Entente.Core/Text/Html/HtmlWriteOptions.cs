namespace Entente.Core.Text.Html;

public sealed record HtmlWriteOptions
{
    /// <summary>For Zendesk's <c>html_body</c>, which expands Liquid.</summary>
    public static HtmlWriteOptions Zendesk { get; } = new() { GuardPlaceholders = true };

    /// <summary>Breaks <c>{{</c> and <c>{%</c> as <see cref="Placeholders"/> says. For targets that expand placeholders.</summary>
    public bool GuardPlaceholders { get; init; }
}
