using System.Globalization;

namespace Entente.Sandbox.AzureDevOps.Wiql;

/// <summary>Reads a flat query; links between work items are not queried here.</summary>
internal sealed class WiqlParser
{
    private const int MaxDepth = 100;
    private const int MaxOffset = 36_500;

    private readonly List<WiqlToken> tokens;
    private int at;
    private int depth;

    private WiqlParser(string query) => tokens = WiqlTokens.Split(query);

    private WiqlToken Here => tokens[at];

    /// <exception cref="DevOpsRefusal">The text is no query.</exception>
    public static WiqlQuery Parse(string query) => new WiqlParser(query).Query();

    private WiqlQuery Query()
    {
        Expect("SELECT");
        var columns = Fields();
        Expect("FROM");
        if (!Here.Is("WorkItems"))
            throw Here.Is("WorkItemLinks") || Here.Is("Links")
                ? DevOpsRefusal.BadQuery("Queries of links are not imitated here; only FROM WorkItems is.")
                : Unexpected();
        at++;
        var where = Takes("WHERE") ? Either() : null;
        var sorts = Takes("ORDER") ? Sorts() : [];
        var asOf = Takes("ASOF") ? TextHere() : null;
        return Here.Kind == WiqlTokenKind.End ? new(columns, where, sorts, asOf) : throw Unexpected();
    }

    private List<string> Fields()
    {
        var fields = new List<string>();
        do
            fields.Add(Here.Is("*") ? Star() : FieldHere());
        while (Takes(","));
        return fields;
    }

    private string Star()
    {
        at++;
        return "System.Id";
    }

    private List<WiqlSort> Sorts()
    {
        Expect("BY");
        var sorts = new List<WiqlSort>();
        do
        {
            var field = FieldHere();
            var isDescending = Takes("DESC");
            if (!isDescending)
                Takes("ASC");
            sorts.Add(new(field, isDescending));
        }
        while (Takes(","));
        return sorts;
    }

    private WiqlNode Either()
    {
        var left = Both();
        while (Takes("OR"))
            left = new WiqlEither(left, Both());
        return left;
    }

    private WiqlNode Both()
    {
        var left = Term();
        while (Takes("AND"))
            left = new WiqlBoth(left, Term());
        return left;
    }

    private WiqlNode Term()
    {
        if (++depth > MaxDepth)
            throw DevOpsRefusal.BadQuery("VS402336: The query is nested too deeply.");
        WiqlNode node;
        if (Takes("NOT"))
        {
            node = new WiqlNot(Term());
        }
        else if (Takes("("))
        {
            node = Either();
            Expect(")");
        }
        else
        {
            node = Comparison();
        }

        depth--;
        return node;
    }

    private WiqlComparison Comparison()
    {
        var isEver = Takes("EVER");
        var field = FieldHere();
        var written = Operator(ref isEver);
        if (written is "IS EMPTY" or "IS NOT EMPTY")
            return new(field, written, [], isEver);
        return new(field, written, written is "IN" or "NOT IN" ? List() : [Value()], isEver);
    }

    private string Operator(ref bool isEver)
    {
        if (Takes("IS"))
        {
            var not = Takes("NOT") ? "NOT " : "";
            Expect("EMPTY");
            return $"IS {not}EMPTY";
        }

        if (Takes("WAS"))
        {
            Expect("EVER");
            isEver = true;
            return "=";
        }

        if (Takes("EVER"))
            isEver = true;
        var negation = Takes("NOT") ? "NOT " : "";
        foreach (var word in new[] { "CONTAINS", "UNDER", "IN" })
        {
            if (Takes(word))
                return negation + (word == "CONTAINS" && Takes("WORDS") ? "CONTAINS WORDS" : word);
        }

        if (negation.Length == 0 && Here is { Kind: WiqlTokenKind.Symbol, Text: "=" or "<>" or "<" or ">" or "<=" or ">=" })
            return tokens[at++].Text;
        throw Unexpected();
    }

    private List<WiqlValue> List()
    {
        Expect("(");
        var values = new List<WiqlValue>();
        do
            values.Add(Value());
        while (Takes(","));
        Expect(")");
        return values;
    }

    private WiqlValue Value()
    {
        var sign = Takes("-") ? "-" : "";
        var token = Here;
        if (token.Kind is not (WiqlTokenKind.Text or WiqlTokenKind.Number or WiqlTokenKind.Macro or WiqlTokenKind.Field or WiqlTokenKind.Word))
            throw Unexpected();
        at++;
        if (token.Kind != WiqlTokenKind.Macro)
            return new(token.Kind, sign + token.Text, 0);
        if (Takes("("))
        {
            TextHere();
            Expect(")");
        }

        var direction = Takes("+") ? 1 : Takes("-") ? -1 : 0;
        if (direction == 0)
            return new(token.Kind, token.Text, 0);
        if (!int.TryParse(Here.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > MaxOffset)
            throw Unexpected();
        at++;
        return new(token.Kind, token.Text, direction * days);
    }

    private string TextHere() => Here.Kind == WiqlTokenKind.Text ? tokens[at++].Text : throw Unexpected();

    private string FieldHere() => Here.Kind is WiqlTokenKind.Field or WiqlTokenKind.Word ? tokens[at++].Text : throw Unexpected();

    private bool Takes(string word)
    {
        if (!Here.Is(word))
            return false;
        at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Takes(word))
            throw DevOpsRefusal.BadQuery($"TF51006: The query statement is missing {word} at {Here.Position}: «{Here.Text}».");
    }

    private DevOpsRefusal Unexpected() =>
        DevOpsRefusal.BadQuery($"TF51006: The query statement has an unexpected word at {Here.Position}: «{Here.Text}».");
}
