using System.Text;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Query;

/// <summary>
/// An encoded query: conditions joined by <c>^</c>, alternatives of the condition before by <c>^OR</c>, whole new queries by <c>^NQ</c>,
/// orders by <c>^ORDERBY</c> and <c>^ORDERBYDESC</c>; <c>^^</c> is a caret. What is wrong in it is ignored, so that a typo in the only
/// condition gives the whole table, unless the instance says that an invalid query returns no rows.
/// </summary>
internal sealed class EncodedQuery(ServiceNowInstance instance, ServiceNowTable table, QueryMoment moment)
{
    private const string FullText = "123TEXTQUERY321=";

    /// <summary>Of each query after <c>^NQ</c>: groups that must all hold, each holding when one of its conditions does.</summary>
    private readonly List<List<List<Func<ServiceNowRecord, bool>>>> queries = [[]];

    private readonly List<(FieldPath Path, bool IsDescending)> orders = [];

    private bool isInvalid;

    public void Read(string text)
    {
        foreach (var part in Split(text))
            Take(part);
    }

    /// <summary>A parameter of the URL that filters: <c>state=2</c>.</summary>
    public void Require(string field, string value) => Add($"{field}={value}", isAlternative: false);

    public bool Matches(ServiceNowRecord record) =>
        !(isInvalid && instance.Settings.InvalidQueryReturnsNoRows)
            && queries.Exists(query => query.TrueForAll(group => group.Count == 0 || group.Exists(condition => condition(record))));

    /// <summary>The records that match, in the order asked for; what compares equal keeps the order in which it came.</summary>
    public IReadOnlyList<ServiceNowRecord> Run()
    {
        var found = instance.All(table.Name).Where(Matches);
        if (orders.Count == 0)
            return [.. found];
        var sorted = found.OrderBy(_ => 0);
        foreach (var (path, isDescending) in orders)
        {
            // Numbers by size, everything else by name; of the two keys the other is the same for all.
            var isNumber = path.Column.Kind == ColumnKind.Integer;
            Func<ServiceNowRecord, decimal> number = record =>
                isNumber && decimal.TryParse(path.Value(record), out var value) ? value : decimal.MinValue;
            Func<ServiceNowRecord, string> name = record => isNumber ? "" : path.Name(record);
            sorted = isDescending
                ? sorted.ThenByDescending(number).ThenByDescending(name, StringComparer.OrdinalIgnoreCase)
                : sorted.ThenBy(number).ThenBy(name, StringComparer.OrdinalIgnoreCase);
        }
        return [.. sorted];
    }

    private void Take(string part)
    {
        const string descending = "ORDERBYDESC", ascending = "ORDERBY", another = "NQ", or = "OR";
        if (part.StartsWith(descending, StringComparison.Ordinal))
            Order(part[descending.Length..], isDescending: true);
        else if (part.StartsWith(ascending, StringComparison.Ordinal))
            Order(part[ascending.Length..], isDescending: false);
        else if (part.StartsWith(another, StringComparison.Ordinal))
        {
            queries.Add([]);
            Take(part[another.Length..]);
        }
        else if (part.StartsWith(or, StringComparison.Ordinal))
            Add(part[or.Length..], isAlternative: true);
        else if (part is not ("" or "EQ"))
            Add(part, isAlternative: false);
    }

    private void Order(string field, bool isDescending)
    {
        if (FieldPath.Parse(instance, table, field) is { } path)
            orders.Add((path, isDescending));
        else
            isInvalid = true;
    }

    private void Add(string text, bool isAlternative)
    {
        var query = queries[^1];
        if (!isAlternative || query.Count == 0)
            query.Add([]);
        var condition = text.StartsWith(FullText, StringComparison.Ordinal)
            ? Words(text[FullText.Length..])
            : QueryCondition.Read(instance, table, text, moment);
        if (condition is not null)
            query[^1].Add(condition);
        else
            isInvalid = true;
    }

    /// <summary>The platform's text index, here a look at every text of the record.</summary>
    private Func<ServiceNowRecord, bool> Words(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var columns = table.Columns.Where(column => column.Kind == ColumnKind.Text).ToList();
        return record => words.All(word => columns.Exists(column => record[column.Name].Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '^')
                part.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '^')
                part.Append(text[at++]);
            else
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }
        parts.Add(part.ToString());
        return parts;
    }
}
