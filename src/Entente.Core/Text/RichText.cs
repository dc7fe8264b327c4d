using Entente.Core.Text.Plain;

namespace Entente.Core.Text;

/// <summary>
/// A document in the one form that all trackers' formats are read into and written from. Immutable; equal by content. Blocks nest at
/// most <see cref="MaxDepth"/> deep: what lies deeper is flattened to text (RELIABILITY B03), so every walk over it may recurse.
/// </summary>
public sealed record RichText
{
    /// <summary>The deepest nesting of blocks that is kept as such.</summary>
    public const int MaxDepth = 64;

    private readonly Sequence<Block> blocks;

    // Made when first asked for, and the same whoever makes them.
    private string? json;
    private RichText? normal;

    public RichText(IEnumerable<Block> blocks) => this.blocks = DepthLimit.Apply(blocks.ToSequence());

    public static RichText Empty { get; } = new([]);

    public IReadOnlyList<Block> Blocks => blocks;

    /// <summary>Whether a reader sees nothing at all.</summary>
    public bool IsEmpty => Normalise().blocks.Count == 0;

    /// <summary>Reads the canonical JSON of <see cref="ToJson"/>.</summary>
    /// <exception cref="RichTextException">The text is not such JSON; format <c>json</c>.</exception>
    public static RichText FromJson(string json) => RichTextJson.Read(json);

    /// <summary>Plain text: an empty line separates paragraphs, other line ends are line breaks.</summary>
    public static RichText FromText(string text) => PlainFormat.Read(text);

    /// <summary>The canonical JSON for the journal: fixed member order, no white space, defaults left out; equal documents give equal text.</summary>
    public string ToJson() => json ??= RichTextJson.Write(this);

    /// <summary>
    /// The form for comparison: two documents whose normal forms are equal look the same to a reader. Adjacent runs merged, white space
    /// collapsed, NFC, empty blocks left out, mentions as their name, links that show their own address as text. Never store or write it.
    /// </summary>
    public RichText Normalise() => normal ??= Tidier.ForComparison(this);

    public RichText Prepend(Block block) => new([block, .. blocks]);

    public RichText Append(Block block) => new([.. blocks, block]);

    public bool Equals(RichText? other) => other is not null && blocks.Equals(other.blocks);

    public override int GetHashCode() => blocks.GetHashCode();

    /// <summary>The document as plain text, for people who debug.</summary>
    public override string ToString() => PlainFormat.Write(this);
}
