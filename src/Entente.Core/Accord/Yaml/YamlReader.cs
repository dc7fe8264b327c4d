using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Entente.Core.Accord.Yaml;

/// <summary>
/// Reads a YAML 1.2 file into a positioned tree. Only what an agreement needs: one document of mappings, lists and texts. Anchors, aliases
/// and tags are refused, so nothing grows by reference, and depth is counted on the parser's event stream, which is a loop
/// over an explicit stack: nothing here recurses deeper than <see cref="MaxDepth"/> (SECURITY 63).
/// </summary>
internal sealed class YamlReader
{
    public const int MaxDepth = 64;

    private readonly YamlText text;
    private readonly Parser parser;
    private readonly Findings findings;
    private int depth;

    private YamlReader(YamlText text, Findings findings)
    {
        this.text = text;
        this.findings = findings;
        parser = new Parser(new StringReader(text.Content));
    }

    /// <summary>The file's root, or null when it is no YAML; what was found wrong is reported.</summary>
    public static YamlNode? Read(SourceFile file, Findings findings) =>
        YamlText.Read(file, findings) is { } text ? new YamlReader(text, findings).ReadFile() : null;

    private YamlNode? ReadFile()
    {
        try
        {
            return ReadDocument();
        }
        catch (RefusedException refused)
        {
            findings.Error(refused.Rule, text.Path, refused.At, refused.Message, refused.Remedy);
        }
        catch (YamlException fault)
        {
            findings.Error("yaml.syntax", text.Path, PositionOf(fault.Start), Sentence(fault), Remedy(fault));
        }
        return null;
    }

    private YamlNode ReadDocument()
    {
        Next();
        if (Next() is not DocumentStart)
            throw new RefusedException("yaml.empty", FilePosition.First, "The file is empty.", "Write it, or remove the file.");
        var first = Next();
        if (first is Scalar { Value.Length: 0, Style: ScalarStyle.Plain })
            throw new RefusedException("yaml.empty", FilePosition.First, "The file holds no data.", "Write it, or remove the file.");
        var root = ReadNode(first);
        Next();
        if (Next() is DocumentStart second)
            throw new RefusedException("yaml.documents", PositionOf(second.Start), "A second document begins here.", "Keep one document to a file.");
        return root;
    }

    private ParsingEvent Next()
    {
        var after = parser.Current is { } last ? PositionOf(last.End) : FilePosition.First;
        try
        {
            parser.MoveNext();
        }
        // YamlDotNet's scanner loses its own invariants over some malformed files ("a: [1, 2\nb: 3"): still the file's fault, not a bug here.
        catch (Exception fault) when (fault is not YamlException)
        {
            throw new RefusedException("yaml.syntax", after, "The YAML after this place cannot be read.",
                "Look for a bracket or quote that is not closed.");
        }
        return parser.Current ?? throw new RefusedException("yaml.syntax", after, "The file ends too early.", "Complete it.");
    }

    private YamlNode ReadNode(ParsingEvent current)
    {
        Refuse(current);
        return current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => Deeper(start, ReadSequence),
            MappingStart start => Deeper(start, ReadMapping),
            _ => throw new InvalidOperationException($"No node begins with {current.GetType().Name}."),
        };
    }

    private static void RefuseIf(bool condition, string rule, FilePosition at, string message, string remedy)
    {
        if (condition) throw new RefusedException(rule, at, message, remedy);
    }

    private static void Refuse(ParsingEvent current)
    {
        var at = PositionOf(current.Start);
        RefuseIf(current is AnchorAlias, "yaml.alias", at, "Aliases are not read.", "Write the text out.");
        if (current is not NodeEvent node) return;
        RefuseIf(!node.Anchor.IsEmpty, "yaml.alias", at, "Anchors are not read.", "Remove the anchor.");
        RefuseIf(!node.Tag.IsEmpty, "yaml.tag", at, "Tags are not read.", "Remove the tag; every scalar is a text here.");
    }

    private YamlNode Deeper(NodeEvent start, Func<FilePosition, YamlNode> read)
    {
        var at = PositionOf(start.Start);
        RefuseIf(++depth > MaxDepth, "yaml.depth", at, $"The nesting is deeper than {MaxDepth} levels.", "Flatten it.");
        var node = read(at);
        depth--;
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar) => new(text, PositionOf(scalar.Start), scalar.Value, scalar.Style switch
    {
        ScalarStyle.SingleQuoted => YamlStyle.SingleQuoted,
        ScalarStyle.DoubleQuoted => YamlStyle.DoubleQuoted,
        ScalarStyle.Literal => YamlStyle.Literal,
        ScalarStyle.Folded => YamlStyle.Folded,
        _ => YamlStyle.Plain,
    });

    private YamlSequence ReadSequence(FilePosition at)
    {
        var items = new List<YamlNode>();
        for (var current = Next(); current is not SequenceEnd; current = Next()) items.Add(ReadNode(current));
        return new YamlSequence(text, at, items);
    }

    private YamlMapping ReadMapping(FilePosition at)
    {
        var entries = new List<YamlEntry>();
        var firstByName = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        for (var current = Next(); current is not MappingEnd; current = Next())
        {
            if (ReadNode(current) is not YamlScalar key)
                throw new RefusedException("yaml.key", PositionOf(current.Start), "A key must be a text.", "Write a plain key.");
            var value = ReadNode(Next());
            if (firstByName.TryAdd(key.Value, key)) entries.Add(new YamlEntry(key, value));
            else
                findings.Error("yaml.duplicate", key, $"The key '{key.Value}' stands here a second time.",
                    $"Keep one; the first is on line {firstByName[key.Value].Start.Line}.");
        }
        return new YamlMapping(text, at, entries);
    }

    private static FilePosition PositionOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Sentence(YamlException fault)
    {
        var message = fault.InnerException?.Message ?? fault.Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string Remedy(YamlException fault) => fault.Message.Contains("invalid mapping", StringComparison.Ordinal)
        ? "A colon and a space end a plain text: put an expression that has them in single quotes, or below '|'."
        : "Correct the YAML at this place.";

    private sealed class RefusedException(string rule, FilePosition at, string message, string remedy) : Exception(message)
    {
        public string Rule { get; } = rule;

        public FilePosition At { get; } = at;

        public string Remedy { get; } = remedy;
    }
}
