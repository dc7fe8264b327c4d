namespace Entente.Core.Text;

/// <summary>The names of blocks, panels and marks in the canonical JSON.</summary>
internal static class BlockNames
{
    public static string Of(Block block) => block switch
    {
        Paragraph => "paragraph",
        Heading => "heading",
        BulletList => "bullets",
        OrderedList => "numbers",
        CodeBlock => "code",
        Quote => "quote",
        Table => "table",
        Rule => "rule",
        Panel => "panel",
        UnknownBlock => "unknown",
        _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
    };

    public static string Of(PanelKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Lower case, separated by spaces, in the order of the enumeration.</summary>
    public static string Of(Marks marks) => marks.ToString().ToLowerInvariant().Replace(",", "", StringComparison.Ordinal);

    public static bool TryPanel(string name, out PanelKind kind) => TryEnum(name, out kind);

    public static bool TryMarks(string names, out Marks marks) => TryEnum(names.Replace(' ', ','), out marks);

    // Enum.TryParse also takes numbers, which no name is.
    private static bool TryEnum<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text.All(c => char.IsAsciiLetterLower(c) || c is ',') && Enum.TryParse(text, ignoreCase: true, out value);
    }
}
