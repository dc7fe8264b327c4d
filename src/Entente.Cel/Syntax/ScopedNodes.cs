namespace Entente.Cel.Syntax;

/// <summary>What the comprehension macros do with each element.</summary>
internal enum ComprehensionKind
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    TransformMap,
    TransformMapEntry,
}

/// <summary>A macro over a list or a map: <c>range.all(x, body)</c>, <c>range.transformMap(k, v, filter, body)</c>.</summary>
internal sealed class ComprehensionNode(int offset, ComprehensionKind kind, Node range, Node body) : Node(offset)
{
    public ComprehensionKind Kind { get; } = kind;
    public Node Range { get; } = range;
    public Node Body { get; } = body;

    /// <summary>The element of a list, the key of a map; with two variables the index or the key.</summary>
    public required LocalName First { get; init; }

    /// <summary>The element or the map value, in the forms with two variables.</summary>
    public LocalName? Second { get; init; }

    /// <summary>Skips elements in the transforming kinds.</summary>
    public Node? Filter { get; init; }
}

/// <summary><c>cel.bind(name, value, body)</c>. The value is computed when it is first needed, once.</summary>
internal sealed class BindNode(int offset, LocalName local, Node value, Node body) : Node(offset)
{
    public LocalName Local { get; } = local;
    public Node Value { get; } = value;
    public Node Body { get; } = body;
}

/// <summary><c>target.optMap(name, body)</c>; flat when the body gives the optional itself.</summary>
internal sealed class OptionalMapNode(int offset, Node target, LocalName local, Node body) : Node(offset)
{
    public Node Target { get; } = target;
    public LocalName Local { get; } = local;
    public Node Body { get; } = body;
    public required bool IsFlat { get; init; }
}

/// <summary>A variable that an expression declares itself.</summary>
internal sealed class LocalName(string name)
{
    public string Name { get; } = name;

    /// <summary>Index among the locals of the program, given by the checker. Each declaration has its own.</summary>
    public int Slot { get; set; }
}
