namespace Entente.Cel.Syntax;

/// <summary>A node of the syntax tree. The parser fills the shape; the checker fills types and resolutions.</summary>
internal abstract class Node(int offset)
{
    /// <summary>UTF-16 offset of the token that errors of this node should point at.</summary>
    public int Offset { get; } = offset;

    /// <summary>Height of the tree below, itself included; bounded so that every later walk may recurse.</summary>
    public int Depth { get; set; } = 1;

    /// <summary>Number of nodes below, itself included: the weight of a loop body.</summary>
    public int Size { get; set; } = 1;

    public CelType Type { get; set; } = CelType.Dyn;
}

internal sealed class LiteralNode(int offset, CelValue value) : Node(offset)
{
    public CelValue Value { get; } = value;
}

/// <param name="isAbsolute">Written with a leading dot: never a local of a comprehension.</param>
internal sealed class NameNode(int offset, string name, bool isAbsolute) : Node(offset)
{
    public string Name { get; } = name;
    public bool IsAbsolute { get; } = isAbsolute;
    public Resolution Resolution { get; set; }
}

internal sealed class SelectNode(int offset, Node operand, string field) : Node(offset)
{
    public Node Operand { get; } = operand;
    public string Field { get; } = field;

    /// <summary>Written <c>.?field</c>.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Stands in <c>has()</c>: asks for presence instead of the value.</summary>
    public bool IsTest { get; init; }

    /// <summary>Set when the whole chain is the dotted name of a variable or of a type.</summary>
    public Resolution Resolution { get; set; }
}

internal sealed class IndexNode(int offset, Node operand, Node index, bool isOptional) : Node(offset)
{
    public Node Operand { get; } = operand;
    public Node Index { get; } = index;
    public bool IsOptional { get; } = isOptional;
}

internal sealed class CallNode(int offset, string function, Node? target, IReadOnlyList<Node> arguments) : Node(offset)
{
    public string Function { get; } = function;

    /// <summary>What stands before the dot; the checker decides whether it is a receiver or the namespace of the function.</summary>
    public Node? Target { get; } = target;

    public IReadOnlyList<Node> Arguments { get; } = arguments;
    public ResolvedCall? Resolved { get; set; }
}

internal sealed class UnaryNode(int offset, Operator op, Node operand) : Node(offset)
{
    public Operator Operator { get; } = op;
    public Node Operand { get; } = operand;
}

internal sealed class BinaryNode(int offset, Operator op, Node left, Node right) : Node(offset)
{
    public Operator Operator { get; } = op;
    public Node Left { get; } = left;
    public Node Right { get; } = right;
}

internal sealed class ConditionalNode(int offset, Node condition, Node whenTrue, Node whenFalse) : Node(offset)
{
    public Node Condition { get; } = condition;
    public Node WhenTrue { get; } = whenTrue;
    public Node WhenFalse { get; } = whenFalse;
}

/// <param name="IsOptional">Written <c>?x</c>: an optional whose value is added when there is one.</param>
internal readonly record struct ListElement(Node Value, bool IsOptional);

internal sealed class ListNode(int offset, IReadOnlyList<ListElement> elements) : Node(offset)
{
    public IReadOnlyList<ListElement> Elements { get; } = elements;
}

/// <param name="IsOptional">Written <c>?key: x</c>: the entry is left out when the optional holds nothing.</param>
internal readonly record struct MapEntry(Node Key, Node Value, bool IsOptional);

internal sealed class MapNode(int offset, IReadOnlyList<MapEntry> entries) : Node(offset)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;
}
