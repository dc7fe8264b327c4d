namespace Entente.Core.Accord.Yaml;

/// <summary>A node of a YAML file that knows where it stands.</summary>
internal abstract class YamlNode(YamlText text, FilePosition start)
{
    public string File => Text.Path;

    public FilePosition Start { get; } = start;

    /// <summary>What a person would call this kind of node.</summary>
    public abstract string Kind { get; }

    protected YamlText Text { get; } = text;
}

/// <summary>A list of nodes.</summary>
internal sealed class YamlSequence(YamlText text, FilePosition start, IReadOnlyList<YamlNode> items) : YamlNode(text, start)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}
