namespace Entente.Sandbox.Jira.Jql;

/// <summary>A parsed query: a condition (null where there is none) and an order.</summary>
internal sealed record JqlQuery(JqlNode? Where, IReadOnlyList<JqlOrder> Order);

/// <summary>A condition.</summary>
internal abstract record JqlNode;

internal sealed record JqlAnd(IReadOnlyList<JqlNode> Parts) : JqlNode;

internal sealed record JqlOr(IReadOnlyList<JqlNode> Parts) : JqlNode;

internal sealed record JqlNot(JqlNode Part) : JqlNode;

/// <summary>One comparison; the list operators have any number of operands, the others one.</summary>
internal sealed record JqlClause(string Field, JqlOperator Operator, IReadOnlyList<JqlOperand> Operands) : JqlNode;

internal enum JqlOperator
{
    Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Contains, NotContains, In, NotIn, Is, IsNot,
}

internal enum JqlOperandKind
{
    Text, Quoted, Number, Function, Empty,
}

/// <summary>What a field is compared with. <paramref name="Text"/> is the value, or a function's name.</summary>
internal sealed record JqlOperand(JqlOperandKind Kind, string Text);

internal sealed record JqlOrder(string Field, bool IsDescending);
