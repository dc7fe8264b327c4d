using System.Text;

namespace Entente.Core.Text;

/// <summary>What a reader sees of inlines when every look is taken away.</summary>
internal static class VisibleText
{
    public static string Of(IEnumerable<Inline> inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines)
            text.Append(Of(inline));
        return text.ToString();
    }

    public static string Of(Inline inline) => inline switch
    {
        Run run => run.Text,
        LineBreak => "\n",
        Link link => Of(link.Inlines) is { Length: > 0 } shown ? shown : link.Address,
        Image image => image.Reference,
        Mention mention => "@" + mention.DisplayName,
        UnknownInline unknown => unknown.Text,
        _ => throw new InvalidOperationException($"Unknown inline {inline.GetType().Name}."),
    };
}
