using Entente.Core.Text;

namespace Entente.Core.Sync;

/// <summary>The line that names a comment's author where an account of the hub writes it.</summary>
internal static class AuthorLines
{
    public static Block For(string who, bool isEdit) =>
        new Paragraph([new Run(isEdit ? $"{who} edited an earlier comment:" : $"{who}:", Marks.Strong)]);
}
