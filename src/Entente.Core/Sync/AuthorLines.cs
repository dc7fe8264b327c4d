using Entente.Core.Text;

namespace Entente.Core.Sync;

/// <summary>The line that names a comment's author where an account of the hub writes it.</summary>
internal static class AuthorLines
{
    public static string Who(string author, string partyName) => $"{author} ({partyName})";

    public static Block For(string who, bool isEdit) => new Paragraph([new Run(Text(who, isEdit), Marks.Strong)]);

    /// <summary>
    /// The text below its author line: what is shared further names its author anew. Without a line, as with the policy <c>author: none</c>, it is
    /// the whole text.
    /// </summary>
    public static RichText Below(RichText body, string who)
    {
        if (body.Blocks.Count == 0)
            return body;
        var first = new RichText([body.Blocks[0]]).ToString().Trim();
        return first == Text(who, isEdit: false) || first == Text(who, isEdit: true) ? new RichText(body.Blocks.Skip(1)) : body;
    }

    private static string Text(string who, bool isEdit) => isEdit ? $"{who} edited an earlier comment:" : $"{who}:";
}
