namespace Entente.Core.Text.JiraWiki;

public sealed record JiraWikiWriteOptions
{
    internal static JiraWikiWriteOptions Default { get; } = new();

    /// <summary>
    /// Mentions notify people. Only for documents whose mentions carry ids of the target; else they are text (B11).
    /// </summary>
    public bool LiveMentions { get; init; }

    /// <summary>
    /// Whether these ids are account ids, as on Cloud (<c>[~accountid:5b10]</c>), or user names, as on Data Center (<c>[~ann]</c>).
    /// </summary>
    public bool HasAccountIds { get; init; }

    /// <summary>Images as <c>!name!</c>. Only when files of these names are attached at the target; else they are text (B10).</summary>
    public bool LiveImages { get; init; }
}
