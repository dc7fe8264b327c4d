namespace Entente.Cel.Syntax;

internal enum Operator
{
    Not,
    Negate,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

internal static class Operators
{
    public const int LowestPrecedence = 3;

    public static string Text(Operator op) => op switch
    {
        Operator.Not => "!",
        Operator.Negate or Operator.Subtract => "-",
        Operator.Or => "||",
        Operator.And => "&&",
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.In => "in",
        Operator.Add => "+",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        Operator.Modulo => "%",
    };

    /// <summary>
    /// The operators that associate to the left, by how tightly they bind (3 relations, 4 sums, 5 products); 0 for any other token.
    /// </summary>
    public static int Precedence(Token token, out Operator op)
    {
        (op, var precedence) = token.Kind != TokenKind.Symbol ? (default, 0) : token.Text switch
        {
            "==" => (Operator.Equal, 3),
            "!=" => (Operator.NotEqual, 3),
            "<" => (Operator.Less, 3),
            "<=" => (Operator.LessOrEqual, 3),
            ">" => (Operator.Greater, 3),
            ">=" => (Operator.GreaterOrEqual, 3),
            "in" => (Operator.In, 3),
            "+" => (Operator.Add, 4),
            "-" => (Operator.Subtract, 4),
            "*" => (Operator.Multiply, 5),
            "/" => (Operator.Divide, 5),
            "%" => (Operator.Modulo, 5),
            _ => (default, 0),
        };
        return precedence;
    }
}
