using Entente.Cel;

namespace Entente.Bench;

/// <summary>What the relay does in place of rules: fixed tables in code.</summary>
internal static class Mapping
{
    private static readonly SortedDictionary<string, CelValue> Priorities =
        Table(("urgent", "Highest"), ("high", "High"), ("normal", "Medium"), ("low", "Low"));

    private static readonly SortedDictionary<string, CelValue> States = Table(("new", "To Do"), ("open", "In Progress"), ("pending", "Waiting"));
    private static readonly SortedDictionary<string, CelValue> Types = Table(("incident", "Bug"), ("question", "Task"));

    public static CelValue Priority(CelValue value) => Priorities[value.AsString()];

    public static CelValue Status(CelValue value) => States[value.AsString()];

    /// <summary>The fields that differ, as the target names their values.</summary>
    public static SortedDictionary<string, CelValue> Changed(IReadOnlyDictionary<string, CelValue>? before, IReadOnlyDictionary<string, CelValue> now)
    {
        var changed = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (field, value) in now)
            if (before is null || before[field] != value)
                changed[field] = Mapped(field, value);
        return changed;
    }

    private static CelValue Mapped(string field, CelValue value) => field switch
    {
        "priority" => Priority(value),
        "status" => Status(value),
        "type" => Types[value.AsString()],
        _ => value,
    };

    private static SortedDictionary<string, CelValue> Table(params ReadOnlySpan<(string From, string To)> pairs)
    {
        var table = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (from, to) in pairs)
            table[from] = CelValue.String(to);
        return table;
    }
}
