namespace Entente.Sandbox.Jira.Jql;

/// <summary>Parses a query. AND binds closer than OR; words of the language are the same in any case.</summary>
internal sealed class JqlParser
{
    private const int MaxDepth = 100;
    private const int MaxOrderFields = 7;

    private static readonly string[] ReservedWords = ["and", "or", "not", "in", "is", "order", "by", "empty", "null", "was", "changed"];

    private readonly IReadOnlyList<JqlToken> tokens;
    private int at;
    private int depth;

    private JqlParser(string jql) => tokens = JqlTokens.Read(jql);

    public static JqlQuery Parse(string jql) => new JqlParser(jql).Query();

    private JqlToken Current => tokens[at];

    private JqlQuery Query()
    {
        var where = Current.Kind == JqlTokenKind.End || Current.Is("order") ? null : Or();
        var order = Current.Is("order") ? Order() : [];
        if (Current.Kind != JqlTokenKind.End)
            throw Unexpected("either 'OR' or 'AND'");
        return new(where, order);
    }

    private JqlNode Or() => Joined("or", () => Joined("and", Not, parts => new JqlAnd(parts)), parts => new JqlOr(parts));

    private JqlNode Joined(string word, Func<JqlNode> part, Func<IReadOnlyList<JqlNode>, JqlNode> join)
    {
        var parts = new List<JqlNode> { part() };
        while (Current.Is(word))
        {
            at++;
            parts.Add(part());
        }

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private JqlNode Not()
    {
        if (++depth > MaxDepth)
            throw JiraRefusal.Saying(400, "Error in the JQL Query: the query is nested too deeply.");
        var node = Primary();
        depth--;
        return node;
    }

    private JqlNode Primary()
    {
        if (Current.Is("not") || Current.IsSymbol("!"))
        {
            at++;
            return new JqlNot(Not());
        }

        if (!Current.IsSymbol("("))
            return Clause();
        at++;
        var inside = Or();
        Expect(")");
        return inside;
    }

    private JqlClause Clause()
    {
        if (Current.Kind is not (JqlTokenKind.Word or JqlTokenKind.Quoted) || IsReserved(Current))
            throw Unexpected("a field name");
        var field = tokens[at++].Text;
        var operation = Operator();
        IReadOnlyList<JqlOperand> operands = operation is JqlOperator.In or JqlOperator.NotIn ? Operands() : [Operand()];
        return new(field, operation, operands);
    }

    private JqlOperator Operator()
    {
        var token = tokens[at];
        if (token.Kind != JqlTokenKind.End)
            at++;
        if (token.Is("in"))
            return JqlOperator.In;
        if (token.Is("is"))
            return Took("not") ? JqlOperator.IsNot : JqlOperator.Is;
        if (token.Is("not") && Took("in"))
            return JqlOperator.NotIn;
        return token.Kind == JqlTokenKind.Symbol && BySign(token.Text) is { } known ? known : throw Expected("operator", token);
    }

    private static JqlOperator? BySign(string sign) => sign switch
    {
        "=" => JqlOperator.Equal,
        "!=" => JqlOperator.NotEqual,
        ">" => JqlOperator.Greater,
        ">=" => JqlOperator.GreaterOrEqual,
        "<" => JqlOperator.Less,
        "<=" => JqlOperator.LessOrEqual,
        "~" => JqlOperator.Contains,
        "!~" => JqlOperator.NotContains,
        _ => null,
    };

    private List<JqlOperand> Operands()
    {
        Expect("(");
        var operands = new List<JqlOperand> { Operand() };
        while (Current.IsSymbol(","))
        {
            at++;
            operands.Add(Operand());
        }

        Expect(")");
        return operands;
    }

    private JqlOperand Operand()
    {
        var token = Current;
        if (token.Kind is not (JqlTokenKind.Word or JqlTokenKind.Quoted))
            throw Unexpected("either a value, list or function");
        at++;
        if (token.Kind == JqlTokenKind.Quoted)
            return new(JqlOperandKind.Quoted, token.Text);
        if (token.Is("empty") || token.Is("null"))
            return new(JqlOperandKind.Empty, token.Text);
        if (IsReserved(token))
            throw Reserved(token);
        if (Current.IsSymbol("("))
        {
            at++;
            Expect(")");
            return new(JqlOperandKind.Function, token.Text);
        }

        return new(long.TryParse(token.Text, out _) ? JqlOperandKind.Number : JqlOperandKind.Text, token.Text);
    }

    private List<JqlOrder> Order()
    {
        at++;
        if (!Took("by"))
            throw Unexpected("'BY'");
        var order = new List<JqlOrder>();
        do
        {
            if (Current.Kind is not (JqlTokenKind.Word or JqlTokenKind.Quoted))
                throw Unexpected("a field name");
            var field = tokens[at++].Text;
            var isDescending = Took("desc");
            if (!isDescending)
                Took("asc");
            order.Add(new(field, isDescending));
        }
        while (TookComma());
        if (order.Count > MaxOrderFields)
            throw JiraRefusal.Saying(400, $"A maximum of {MaxOrderFields} fields can be used in ORDER BY.");
        return order;
    }

    private bool TookComma()
    {
        if (!Current.IsSymbol(","))
            return false;
        at++;
        return true;
    }

    private bool Took(string word)
    {
        if (!Current.Is(word))
            return false;
        at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Current.IsSymbol(symbol))
            throw Unexpected($"'{symbol}'");
        at++;
    }

    private static bool IsReserved(JqlToken token) =>
        token.Kind == JqlTokenKind.Word && ReservedWords.Contains(token.Text, StringComparer.OrdinalIgnoreCase);

    private static JiraRefusal Reserved(JqlToken token) => JiraRefusal.Saying(400, $"Error in the JQL Query: '{token.Text}' is a reserved JQL word. "
        + $"You must surround it in quotation marks to use it in a query. (line 1, character {token.At})");

    private JiraRefusal Unexpected(string expected) => Expected(expected, Current);

    private static JiraRefusal Expected(string expected, JqlToken token) => JiraRefusal.Saying(400, token.Kind == JqlTokenKind.End
        ? $"Error in the JQL Query: Expecting {expected} before the end of the query."
        : $"Error in the JQL Query: Expecting {expected} but got '{token.Text}'. (line 1, character {token.At})");
}
