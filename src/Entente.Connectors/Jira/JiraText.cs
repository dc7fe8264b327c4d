using System.Text;

namespace Entente.Connectors.Jira;

/// <summary>One-line texts and labels as Jira can hold them. What is written and what is compared goes through here alike.</summary>
internal static class JiraText
{
    /// <summary>A summary takes no line breaks; Jira trims it.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.ReplaceLineEndings(" "));
        for (var i = 0; i < line.Length; i++)
            if (char.IsControl(line[i]))
                line[i] = ' ';
        return line.ToString().Trim();
    }

    /// <summary>A label takes no spaces: words are joined by hyphens.</summary>
    public static string Label(string text) => string.Join('-', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
