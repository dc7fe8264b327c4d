using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>Turns a parsed query into a condition; unknown fields, values and operators are refused with the site's words.</summary>
internal sealed class JqlCompiler(JiraView view, DateTimeOffset now)
{
    private readonly JqlTime time = new(view.Zone, now);
    private readonly JqlValues values = new(view);

    public static JqlCondition Compile(JiraView view, DateTimeOffset now, JqlQuery query) =>
        query.Where is null ? (_, _) => true : new JqlCompiler(view, now).Node(query.Where);

    private JqlCondition Node(JqlNode node)
    {
        switch (node)
        {
            case JqlAnd and:
                var all = and.Parts.Select(Node).ToArray();
                return (issue, state) => Array.TrueForAll(all, part => part(issue, state));
            case JqlOr or:
                var any = or.Parts.Select(Node).ToArray();
                return (issue, state) => Array.Exists(any, part => part(issue, state));
            case JqlNot not:
                var inner = Node(not.Part);
                return (issue, state) => !inner(issue, state);
            default:
                return Clause((JqlClause)node);
        }
    }

    private JqlCondition Clause(JqlClause clause) => clause.Field.ToLowerInvariant() switch
    {
        "key" or "issuekey" or "issue" or "id" => Key(clause),
        "project" => Chosen(clause, (_, state) => [state.Project.Id.ToString()]),
        "statuscategory" => Chosen(clause, (_, state) => [view.World.Status(state.Text("status")!).Category.Id.ToString()]),
        "text" => Words(clause, SearchText.All),
        "comment" => Words(clause, (issue, _) => SearchText.Comments(view, issue)),
        _ => Field(clause, view.World.Fields.FindClause(clause.Field) ?? throw NoField(clause.Field)),
    };

    private JqlCondition Field(JqlClause clause, JiraField field) => field.Shape switch
    {
        FieldShape.Text or FieldShape.RichText => Words(clause, (_, state) => SearchText.Of(state, field)),
        FieldShape.Date or FieldShape.Instant => Instant(clause, (_, state) => SearchText.Instant(view, state, field)),
        FieldShape.Computed when field.Id == "created" => Instant(clause, (issue, _) => issue.Created),
        FieldShape.Computed when field.Id == "updated" => Instant(clause, (_, state) => state.Updated),
        FieldShape.Computed when field.Id == "attachment" => Chosen(clause, (issue, _) => issue.Attachments.Select(file => file.FileName)),
        FieldShape.Number => Number(clause, field),
        FieldShape.Priority => Priority(clause),
        FieldShape.Labels or FieldShape.Options => Chosen(clause, (_, state) => state.Texts(field.Id), field),
        FieldShape.Option or FieldShape.Person or FieldShape.Status or FieldShape.Resolution or FieldShape.IssueType or FieldShape.Parent =>
            Chosen(clause, (_, state) => state.Text(field.Id) is { } id ? [id] : [], field),
        _ => throw NoField(clause.Field),
    };

    /// <summary>Fields whose value is one or more of a list. As on the site, <c>!=</c> does not match issues without a value.</summary>
    private JqlCondition Chosen(JqlClause clause, Func<JiraIssue, IssueState, IEnumerable<string>> read, JiraField? field = null)
    {
        var wanted = clause.Operands.Where(operand => operand.Kind != JqlOperandKind.Empty)
            .Select(operand => values.Resolve(clause.Field, field, operand)).ToHashSet(StringComparer.Ordinal);
        var wantsEmpty = clause.Operands.Any(operand => operand.Kind == JqlOperandKind.Empty);
        bool Matches(JiraIssue issue, IssueState state)
        {
            var held = read(issue, state).ToList();
            return held.Count == 0 ? wantsEmpty : held.Exists(wanted.Contains);
        }

        return clause.Operator switch
        {
            JqlOperator.Equal or JqlOperator.In or JqlOperator.Is => Matches,
            JqlOperator.NotEqual or JqlOperator.NotIn => (issue, state) => read(issue, state).Any() && !Matches(issue, state),
            JqlOperator.IsNot => (issue, state) => read(issue, state).Any(),
            _ => throw NoOperator(clause),
        };
    }

    private JqlCondition Key(JqlClause clause)
    {
        var wanted = clause.Operands.Select(values.Issue).ToList();
        return clause.Operator switch
        {
            JqlOperator.Equal or JqlOperator.In => (issue, _) => wanted.Contains(issue.Id),
            JqlOperator.NotEqual or JqlOperator.NotIn => (issue, _) => !wanted.Contains(issue.Id),
            _ => Ordered<long>(clause, (issue, _) => issue.Id, wanted[0]),
        };
    }

    /// <summary>More urgent is greater, although its id is smaller.</summary>
    private JqlCondition Priority(JqlClause clause)
    {
        if (clause.Operator is not (JqlOperator.Greater or JqlOperator.GreaterOrEqual or JqlOperator.Less or JqlOperator.LessOrEqual))
            return Chosen(clause, (_, state) => state.Text("priority") is { } id ? [id] : [], view.World.Fields.Find("priority"));
        var wanted = values.Resolve(clause.Field, view.World.Fields.Find("priority"), clause.Operands[0]);
        return Ordered<long>(clause, (_, state) => -PriorityRank(state.Text("priority")), -PriorityRank(wanted));
    }

    private long? PriorityRank(string? id) =>
        view.World.Priorities.FindIndex(priority => priority.Id == id) is var rank && rank >= 0 ? rank : null;

    private static JqlCondition Number(JqlClause clause, JiraField field)
    {
        if (clause.Operator is JqlOperator.Is or JqlOperator.IsNot)
            return Emptiness(clause, (_, state) => state[field.Id] is null);
        if (!double.TryParse(clause.Operands[0].Text, out var wanted))
            throw JiraRefusal.Saying(400, $"'{clause.Operands[0].Text}' is not a number for the field '{clause.Field}'.");
        return Ordered<double>(clause, (_, state) => state[field.Id] is { } value ? value.GetDouble() : null, wanted);
    }

    private JqlCondition Instant(JqlClause clause, Func<JiraIssue, IssueState, DateTimeOffset?> read)
    {
        if (clause.Operator is JqlOperator.Is or JqlOperator.IsNot)
            return Emptiness(clause, (issue, state) => read(issue, state) is null);
        return Ordered<DateTimeOffset>(clause, read, time.Read(clause.Field, clause.Operands[0]));
    }

    private static JqlCondition Ordered<T>(JqlClause clause, Func<JiraIssue, IssueState, T?> read, T? wanted)
        where T : struct, IComparable<T>
    {
        int? Compared(JiraIssue issue, IssueState state) => read(issue, state) is { } value ? value.CompareTo(wanted.GetValueOrDefault()) : null;
        return clause.Operator switch
        {
            JqlOperator.Equal => (issue, state) => Compared(issue, state) == 0,
            JqlOperator.NotEqual => (issue, state) => Compared(issue, state) is not (null or 0),
            JqlOperator.Greater => (issue, state) => Compared(issue, state) > 0,
            JqlOperator.GreaterOrEqual => (issue, state) => Compared(issue, state) >= 0,
            JqlOperator.Less => (issue, state) => Compared(issue, state) < 0,
            JqlOperator.LessOrEqual => (issue, state) => Compared(issue, state) <= 0,
            _ => throw NoOperator(clause),
        };
    }

    private static JqlCondition Words(JqlClause clause, Func<JiraIssue, IssueState, string> read)
    {
        if (clause.Operator is JqlOperator.Is or JqlOperator.IsNot)
            return Emptiness(clause, (issue, state) => read(issue, state).Length == 0);
        var phrase = new SearchPhrase(clause.Operands[0].Text);
        return clause.Operator switch
        {
            JqlOperator.Contains => (issue, state) => phrase.IsIn(read(issue, state)),
            JqlOperator.NotContains => (issue, state) => !phrase.IsIn(read(issue, state)),
            _ => throw NoOperator(clause),
        };
    }

    private static JqlCondition Emptiness(JqlClause clause, JqlCondition isEmpty)
    {
        if (clause.Operands[0].Kind != JqlOperandKind.Empty)
            throw NoOperator(clause);
        return clause.Operator == JqlOperator.Is ? isEmpty : (issue, state) => !isEmpty(issue, state);
    }

    private static JiraRefusal NoField(string name) =>
        JiraRefusal.Saying(400, $"Field '{name}' does not exist or you do not have permission to view it.");

    private static JiraRefusal NoOperator(JqlClause clause) =>
        JiraRefusal.Saying(400, $"The operator '{Sign(clause.Operator)}' is not supported by the '{clause.Field}' field.");

    private static string Sign(JqlOperator operation) => operation switch
    {
        JqlOperator.Equal => "=",
        JqlOperator.NotEqual => "!=",
        JqlOperator.Greater => ">",
        JqlOperator.GreaterOrEqual => ">=",
        JqlOperator.Less => "<",
        JqlOperator.LessOrEqual => "<=",
        JqlOperator.Contains => "~",
        JqlOperator.NotContains => "!~",
        JqlOperator.In => "in",
        JqlOperator.NotIn => "not in",
        JqlOperator.Is => "is",
        JqlOperator.IsNot => "is not",
    };
}
