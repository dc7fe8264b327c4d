namespace Entente.Cel.Syntax;

internal sealed partial class Parser
{
    private Node? ExpandMacro(Token name, Node? target, Node[] arguments)
    {
        if (target is null) return name.Text == "has" && arguments.Length == 1 ? ExpandHas(name, arguments[0]) : null;
        if (target is NameNode { Name: "cel" }) return ExpandNamespaced(name, arguments);
        return (name.Text, arguments.Length) switch
        {
            ("optMap", 2) => OptionalMap(name, target, arguments, isFlat: false),
            ("optFlatMap", 2) => OptionalMap(name, target, arguments, isFlat: true),
            ("all", 2 or 3) => Comprehension(ComprehensionKind.All, name, target, arguments),
            ("exists", 2 or 3) => Comprehension(ComprehensionKind.Exists, name, target, arguments),
            ("exists_one" or "existsOne", 2 or 3) => Comprehension(ComprehensionKind.ExistsOne, name, target, arguments),
            ("filter", 2) => Comprehension(ComprehensionKind.Filter, name, target, arguments),
            ("map", 2) => Comprehension(ComprehensionKind.Map, name, target, arguments),
            ("map", 3) => Transform(ComprehensionKind.Map, name, target, (arguments[0], null, arguments[1], arguments[2])),
            ("transformList", 3 or 4) => Transform(ComprehensionKind.Map, name, target, Transformation(arguments)),
            ("transformMap", 3 or 4) => Transform(ComprehensionKind.TransformMap, name, target, Transformation(arguments)),
            ("transformMapEntry", 3 or 4) => Transform(ComprehensionKind.TransformMapEntry, name, target, Transformation(arguments)),
            _ => null,
        };
    }

    private SelectNode ExpandHas(Token name, Node argument)
    {
        if (argument is not SelectNode { IsOptional: false } select)
            throw new SyntaxException(argument.Offset, "has() asks for a field.", "Write has(x.field).");
        return Finish(new SelectNode(name.Offset, select.Operand, select.Field) { IsTest = true }, select.Operand);
    }

    private Node? ExpandNamespaced(Token name, Node[] arguments) => (name.Text, arguments.Length) switch
    {
        ("bind", 3) => Bind(name.Offset, Declare(arguments[0]), arguments[1], arguments[2]),
        ("block", 2) => Block(name, arguments),
        ("index", 1) when arguments[0] is LiteralNode { Value.Kind: CelKind.Int } index =>
            new NameNode(name.Offset, BlockName(index.Value.AsInt()), false),
        ("iterVar", 2) when arguments is [LiteralNode depth, LiteralNode unique] =>
            new NameNode(name.Offset, $"@it:{depth.Value}:{unique.Value}", false),
        _ => null,
    };

    private BindNode Bind(int offset, LocalName local, Node value, Node body) => Finish(new BindNode(offset, local, value, body), value, body);

    // cel.block([a, b], result) is what optimisers write for common subexpressions: each element may use those before it.
    private Node Block(Token name, Node[] arguments)
    {
        if (arguments[0] is not ListNode slots)
            throw new SyntaxException(arguments[0].Offset, "cel.block needs a list.", "Write cel.block([...], result).");
        var body = arguments[1];
        for (var i = slots.Elements.Count - 1; i >= 0; i--)
            body = Bind(name.Offset, new LocalName(BlockName(i)), slots.Elements[i].Value, body);
        return body;
    }

    private static string BlockName(long index) => $"@index{index}";

    private OptionalMapNode OptionalMap(Token name, Node target, Node[] arguments, bool isFlat) =>
        Finish(new OptionalMapNode(name.Offset, target, Declare(arguments[0]), arguments[1]) { IsFlat = isFlat }, target, arguments[1]);

    private ComprehensionNode Comprehension(ComprehensionKind kind, Token name, Node range, Node[] arguments)
    {
        var second = arguments.Length == 3 ? arguments[1] : null;
        return Transform(kind, name, range, (arguments[0], second, null, arguments[^1]));
    }

    private static (Node First, Node? Second, Node? Filter, Node Body) Transformation(Node[] arguments) =>
        (arguments[0], arguments[1], arguments.Length == 4 ? arguments[2] : null, arguments[^1]);

    private ComprehensionNode Transform(ComprehensionKind kind, Token name, Node range, (Node First, Node? Second, Node? Filter, Node Body) parts)
    {
        var first = Declare(parts.First);
        var second = parts.Second is null ? null : Declare(parts.Second);
        if (first.Name == second?.Name)
            throw new SyntaxException(parts.Second!.Offset, $"The variable '{first.Name}' is declared twice.", "Give the variables different names.");
        var node = new ComprehensionNode(name.Offset, kind, range, parts.Body) { First = first, Second = second, Filter = parts.Filter };
        return Finish(node, range, parts.Filter, parts.Body);
    }

    private static LocalName Declare(Node node) => node is NameNode { IsAbsolute: false } name
        ? new LocalName(name.Name)
        : throw new SyntaxException(node.Offset, "A macro declares its variable by a simple name here.", "Write for example list.all(x, x > 0).");
}
