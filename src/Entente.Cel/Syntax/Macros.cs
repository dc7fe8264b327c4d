namespace Entente.Cel.Syntax;

/// <summary>The names that the parser expands, with how each is written, for remedies.</summary>
internal static class Macros
{
    private static readonly Dictionary<string, string> Usages = new(StringComparer.Ordinal)
    {
        ["has"] = "has(x.field)",
        ["all"] = "list.all(x, condition)",
        ["exists"] = "list.exists(x, condition)",
        ["exists_one"] = "list.exists_one(x, condition)",
        ["existsOne"] = "list.existsOne(x, condition)",
        ["filter"] = "list.filter(x, condition)",
        ["map"] = "list.map(x, result) or list.map(x, condition, result)",
        ["transformList"] = "list.transformList(index, x, result) with a condition before the result if wanted",
        ["transformMap"] = "map.transformMap(key, value, result) with a condition before the result if wanted",
        ["transformMapEntry"] = "map.transformMapEntry(key, value, {key: value}) with a condition before the entry if wanted",
        ["optMap"] = "optional.optMap(x, result)",
        ["optFlatMap"] = "optional.optFlatMap(x, optional)",
        ["cel.bind"] = "cel.bind(name, value, result)",
    };

    public static IReadOnlyCollection<string> Names => Usages.Keys;

    public static string Usage(string name) => Usages[name];
}
