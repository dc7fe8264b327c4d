namespace Entente.Cel.Syntax;

internal sealed partial class Parser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var",
        "void", "while",
    };

    private Node ParseMember()
    {
        var node = ParsePrimary();
        while (true)
        {
            if (Current.Is(".")) node = ParseSelection(node);
            else if (Current.Is("[")) node = ParseIndex(node);
            else if (Current.Is("{") && IsTypeName(node)) throw NoMessages(node);
            else return node;
        }
    }

    private Node ParseSelection(Node operand)
    {
        Take();
        var isOptional = TryTake("?");
        var name = Take();
        if (name.Kind is not (TokenKind.Identifier or TokenKind.QuotedIdentifier))
        {
            _at--;
            throw Unexpected("a field name");
        }
        if (isOptional || name.Kind == TokenKind.QuotedIdentifier || !Current.Is("("))
            return Finish(new SelectNode(name.Offset, operand, name.Text) { IsOptional = isOptional }, operand);
        var arguments = ParseArguments();
        return ExpandMacro(name, operand, arguments)
            ?? Finish(new CallNode(name.Offset, name.Text, operand, arguments), [operand, .. arguments]);
    }

    private IndexNode ParseIndex(Node operand)
    {
        var offset = Take().Offset;
        var isOptional = TryTake("?");
        var index = ParseExpression();
        Expect("]");
        return Finish(new IndexNode(offset, operand, index, isOptional), operand, index);
    }

    private Node[] ParseArguments()
    {
        Expect("(");
        var arguments = new List<Node>();
        if (!Current.Is(")"))
        {
            do
            {
                arguments.Add(ParseExpression());
            }
            while (TryTake(","));
        }
        Expect(")");
        return [.. arguments];
    }

    private Node ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new LiteralNode(Take().Offset, NumberLiteral.Read(token, isNegative: false));
            case TokenKind.String or TokenKind.Bytes:
                return new LiteralNode(Take().Offset, token.Value);
            case TokenKind.Identifier:
                return ParseName(isAbsolute: false);
            case TokenKind.Symbol:
                return ParseSymbol(token);
            default:
                throw Unexpected("an expression");
        }
    }

    private Node ParseSymbol(Token token)
    {
        switch (token.Text)
        {
            case "true":
                return new LiteralNode(Take().Offset, CelValue.True);
            case "false":
                return new LiteralNode(Take().Offset, CelValue.False);
            case "null":
                return new LiteralNode(Take().Offset, CelValue.Null);
            case "-" when _tokens[_at + 1].Kind == TokenKind.Number:
                Take();
                return new LiteralNode(token.Offset, NumberLiteral.Read(Take(), isNegative: true));
            case "(":
                Take();
                var inner = ParseExpression();
                Expect(")");
                return inner;
            case "[":
                return ParseList();
            case "{":
                return ParseMap();
            case ".":
                Take();
                return Current.Kind == TokenKind.Identifier ? ParseName(isAbsolute: true) : throw Unexpected("a name");
            default:
                throw Unexpected("an expression");
        }
    }

    private Node ParseName(bool isAbsolute)
    {
        var name = Take();
        if (Reserved.Contains(name.Text))
            throw new SyntaxException(name.Offset, $"'{name.Text}' is a reserved word.", "Use another name.");
        if (!Current.Is("(")) return new NameNode(name.Offset, name.Text, isAbsolute);
        var arguments = ParseArguments();
        return (isAbsolute ? null : ExpandMacro(name, null, arguments))
            ?? Finish(new CallNode(name.Offset, name.Text, null, arguments), arguments);
    }

    private ListNode ParseList()
    {
        var offset = Take().Offset;
        var elements = new List<ListElement>();
        while (!Current.Is("]"))
        {
            var isOptional = TryTake("?");
            elements.Add(new ListElement(ParseExpression(), isOptional));
            if (!TryTake(",")) break;
        }
        Expect("]");
        return Finish(new ListNode(offset, elements), [.. elements.Select(element => element.Value)]);
    }

    private MapNode ParseMap()
    {
        var offset = Take().Offset;
        var entries = new List<MapEntry>();
        while (!Current.Is("}"))
        {
            var isOptional = TryTake("?");
            var key = ParseExpression();
            Expect(":");
            entries.Add(new MapEntry(key, ParseExpression(), isOptional));
            if (!TryTake(",")) break;
        }
        Expect("}");
        return Finish(new MapNode(offset, entries), [.. entries.SelectMany(entry => new[] { entry.Key, entry.Value })]);
    }

    private static bool IsTypeName(Node node) => node switch
    {
        NameNode => true,
        SelectNode { IsOptional: false } select => IsTypeName(select.Operand),
        _ => false,
    };

    private static SyntaxException NoMessages(Node node) => new(
        node.Offset, CelErrorCodes.UndeclaredName, "Message types cannot be built here.", "Build a map: {\"field\": value}.");
}
