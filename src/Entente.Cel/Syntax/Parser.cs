using System.Runtime.CompilerServices;

namespace Entente.Cel.Syntax;

/// <summary>
/// Recursive descent over the grammar of the specification. Macros are expanded here, since they decide which names are declarations.
/// Every recursion and every chain is bounded by the depth limit, so no text can exhaust the stack, here or in a later walk of the tree.
/// </summary>
internal sealed partial class Parser
{
    private readonly List<Token> _tokens;
    private readonly int _maximumDepth;
    private int _at;
    private int _depth;

    private Parser(List<Token> tokens, int maximumDepth)
    {
        _tokens = tokens;
        _maximumDepth = maximumDepth;
    }

    private Token Current => _tokens[_at];

    /// <summary>Null when there is an error, which is then in <paramref name="errors"/>.</summary>
    public static Node? Parse(SourceText source, CelLimits limits, ErrorList errors)
    {
        try
        {
            if (source.Text.Length > limits.MaximumLength)
            {
                throw new SyntaxException(
                    limits.MaximumLength, CelErrorCodes.TooLong, $"The expression is longer than {limits.MaximumLength} characters.", "Split it.");
            }
            var parser = new Parser(Lexer.Read(source.Text), limits.MaximumDepth);
            var root = parser.ParseExpression();
            if (parser.Current.Kind != TokenKind.End) throw parser.Unexpected("an operator or the end of the expression");
            return root;
        }
        catch (SyntaxException error)
        {
            errors.Add(error.Offset, error.Code, error.Message, error.Remedy);
            return null;
        }
    }

    private Node ParseExpression()
    {
        Enter();
        var condition = ParseOr();
        if (Current.Is("?"))
        {
            var offset = Take().Offset;
            var whenTrue = ParseOr();
            Expect(":");
            var whenFalse = ParseExpression();
            condition = Finish(new ConditionalNode(offset, condition, whenTrue, whenFalse), condition, whenTrue, whenFalse);
        }
        _depth--;
        return condition;
    }

    private Node ParseOr()
    {
        var first = ParseAnd();
        return Current.Is("||") ? ParseTerms(first, "||", Operator.Or, static parser => parser.ParseAnd()) : first;
    }

    private Node ParseAnd()
    {
        var first = ParseBinary(Operators.LowestPrecedence);
        return Current.Is("&&") ? ParseTerms(first, "&&", Operator.And, static parser => parser.ParseBinary(Operators.LowestPrecedence)) : first;
    }

    private Node ParseTerms(Node first, string symbol, Operator op, Func<Parser, Node> parseTerm)
    {
        List<(Node Term, int Offset)> terms = [(first, first.Offset)];
        while (Current.Is(symbol))
        {
            var offset = Take().Offset;
            terms.Add((parseTerm(this), offset));
        }
        return Balance(op, terms, 0, terms.Count);
    }

    // Both operators are associative: a balanced tree keeps a list of a thousand conditions shallow.
    private Node Balance(Operator op, List<(Node Term, int Offset)> terms, int from, int to)
    {
        if (to - from == 1) return terms[from].Term;
        var middle = (from + to + 1) / 2;
        var left = Balance(op, terms, from, middle);
        var right = Balance(op, terms, middle, to);
        return Finish(new BinaryNode(terms[middle].Offset, op, left, right), left, right);
    }

    private Node ParseBinary(int lowest)
    {
        var left = ParseUnary();
        while (Operators.Precedence(Current, out var op) is > 0 and var precedence && precedence >= lowest)
        {
            var offset = Take().Offset;
            var right = ParseBinary(precedence + 1);
            left = Finish(new BinaryNode(offset, op, left, right), left, right);
        }
        return left;
    }

    private Node ParseUnary()
    {
        var isNegative = Current.Is("-");
        if (!isNegative && !Current.Is("!")) return ParseMember();
        if (isNegative && _tokens[_at + 1].Kind == TokenKind.Number) return ParseMember();
        Enter();
        var offset = Take().Offset;
        var operand = ParseUnary();
        _depth--;
        return Finish(new UnaryNode(offset, isNegative ? Operator.Negate : Operator.Not, operand), operand);
    }

    private void Enter()
    {
        if (++_depth > _maximumDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep(Current.Offset);
    }

    private T Finish<T>(T node, params ReadOnlySpan<Node?> children)
        where T : Node
    {
        foreach (var child in children)
        {
            if (child is null) continue;
            node.Depth = Math.Max(node.Depth, child.Depth + 1);
            node.Size += child.Size;
        }
        return node.Depth > _maximumDepth ? throw TooDeep(node.Offset) : node;
    }

    private SyntaxException TooDeep(int offset) => new(
        offset, CelErrorCodes.TooDeep, $"The expression nests deeper than {_maximumDepth} levels here.", "Simplify the expression.");

    private Token Take() => _tokens[_at++];

    private bool TryTake(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        _at++;
        return true;
    }

    private Token Expect(string symbol) => Current.Is(symbol) ? Take() : throw Unexpected($"'{symbol}'");

    private SyntaxException Unexpected(string wanted) =>
        new(Current.Offset, $"Expected {wanted}, but found {Current.Shown}.", "Correct the expression at this place.");
}
