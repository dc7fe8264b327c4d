using System.Text.RegularExpressions;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Query;

/// <summary>One <c>field operator value</c> of an encoded query. Texts compare without case, as the database does.</summary>
internal sealed partial class QueryCondition(FieldPath path, QueryMoment moment)
{
    private const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Null where the field is unknown, the operator is none or the value cannot be: what is wrong is dropped.</summary>
    public static Func<ServiceNowRecord, bool>? Read(ServiceNowInstance instance, ServiceNowTable table, string text, QueryMoment moment)
    {
        if (Parts().Match(text) is not { Success: true } parts || FieldPath.Parse(instance, table, parts.Groups["field"].Value) is not { } path)
            return null;
        var (name, operand) = (parts.Groups["operator"].Value, parts.Groups["value"].Value);
        if (name.EndsWith("SAMEAS", StringComparison.Ordinal) || name.EndsWith("_FIELD", StringComparison.Ordinal))
            return FieldPath.Parse(instance, table, operand) is { } other ? new QueryCondition(path, moment).Between(name, other) : null;
        return new QueryCondition(path, moment).Test(name, operand);
    }

    private Func<ServiceNowRecord, bool>? Test(string name, string operand)
    {
        switch (name)
        {
            case "ISEMPTY" or "EMPTYSTRING":
                return record => path.Value(record).Length == 0;
            case "ISNOTEMPTY":
                return record => path.Value(record).Length > 0;
            case "ANYTHING":
                return _ => true;
            case "IN" or "NOT IN":
                var wanted = operand.Split(',').Select(text => Stored(text.Trim())).ToList();
                return record => wanted.Any(each => each is not null && Compare(path.Value(record), each) == 0) == (name == "IN");
            case "LIKE" or "CONTAINS":
                return record => path.Name(record).Contains(operand, NoCase);
            case "NOT LIKE" or "NOTLIKE" or "DOES NOT CONTAIN":
                return record => !path.Name(record).Contains(operand, NoCase);
            case "STARTSWITH":
                return record => path.Name(record).StartsWith(operand, NoCase);
            case "ENDSWITH":
                return record => path.Name(record).EndsWith(operand, NoCase);
            case "BETWEEN" or "ON" or "NOTON":
                return Within(operand.Split('@'), name != "NOTON");
            case "RELATIVEGT" or "RELATIVEGE" or "RELATIVELT" or "RELATIVELE":
                return Relative(name, operand.Split('@'));
            default:
                return Stored(operand) is { } value ? Ordered(name, value) : null;
        }
    }

    /// <summary>Between the last two of the parts; a single part is a day of the user's. A name may stand in front: <c>Today@...@...</c>.</summary>
    private Func<ServiceNowRecord, bool>? Within(string[] parts, bool isInside)
    {
        var (from, to) = parts.Length > 1
            ? (parts[^2], parts[^1])
            : ($"javascript:gs.dateGenerate('{parts[0]}','00:00:00')", $"javascript:gs.dateGenerate('{parts[0]}','23:59:59')");
        if (Stored(from) is not { } first || Stored(to) is not { } last)
            return null;
        return record => path.Value(record) is { Length: > 0 } value && (Compare(value, first) >= 0 && Compare(value, last) <= 0) == isInside;
    }

    /// <summary><c>@minute@ago@15</c>.</summary>
    private Func<ServiceNowRecord, bool>? Relative(string name, string[] parts)
    {
        if (parts is not ["", var unit, var direction, var count] || !double.TryParse(count, out var amount) || Math.Abs(amount) > 1e6)
            return null;
        TimeSpan? span = unit switch
        {
            "minute" => TimeSpan.FromMinutes(amount),
            "hour" => TimeSpan.FromHours(amount),
            "dayofweek" or "day" => TimeSpan.FromDays(Math.Min(amount, 36_500)),
            _ => null,
        };
        if (span is not { } away)
            return null;
        var bound = ServiceNowTime.Write(moment.Now + (direction == "ago" ? -away : away));
        return Ordered(name.Replace("RELATIVE", "", StringComparison.Ordinal), bound);
    }

    /// <summary>Compares two fields of the record.</summary>
    private Func<ServiceNowRecord, bool> Between(string name, FieldPath other) => record =>
    {
        var order = Compare(path.Value(record), other.Value(record));
        return name switch
        {
            "SAMEAS" => order == 0,
            "NSAMEAS" => order != 0,
            "GT_FIELD" => order > 0,
            "LT_FIELD" => order < 0,
            "GT_OR_EQUALS_FIELD" => order >= 0,
            _ => order <= 0,
        };
    };

    private Func<ServiceNowRecord, bool>? Ordered(string name, string value) => name switch
    {
        "=" => record => Compare(path.Value(record), value) == 0,
        // A record without the value differs too.
        "!=" or "<>" => record => Compare(path.Value(record), value) != 0,
        "<" or "LT" => record => path.Value(record) is { Length: > 0 } stored && Compare(stored, value) < 0,
        "<=" or "LE" => record => path.Value(record) is { Length: > 0 } stored && Compare(stored, value) <= 0,
        ">" or "GT" => record => path.Value(record) is { Length: > 0 } stored && Compare(stored, value) > 0,
        ">=" or "GE" => record => path.Value(record) is { Length: > 0 } stored && Compare(stored, value) >= 0,
        _ => null,
    };

    /// <summary>The operand as the column would store it; null where it cannot.</summary>
    private string? Stored(string operand) =>
        path.Column.Kind is not (ColumnKind.Time or ColumnKind.Duration) ? moment.Value(operand) : operand.Length == 0 ? "" : moment.Time(operand);

    private int Compare(string stored, string value) =>
        path.Column.Kind == ColumnKind.Integer && decimal.TryParse(stored, out var left) && decimal.TryParse(value, out var right)
            ? left.CompareTo(right)
            : string.Compare(stored, value, NoCase);

    [GeneratedRegex("^(?<field>[a-z][a-z0-9_.]*)(?<operator><=|>=|!=|<>|=|<|>|GT_OR_EQUALS_FIELD|LT_OR_EQUALS_FIELD|GT_FIELD|LT_FIELD|"
        + "DOES NOT CONTAIN|NOT LIKE|NOTLIKE|NOT IN|NOTON|NSAMEAS|SAMEAS|STARTSWITH|ENDSWITH|CONTAINS|LIKE|ISEMPTY|ISNOTEMPTY|EMPTYSTRING|"
        + "ANYTHING|BETWEEN|RELATIVEGT|RELATIVEGE|RELATIVELT|RELATIVELE|IN|ON)(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Parts();
}
