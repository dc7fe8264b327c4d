namespace Entente.Cel.Checking;

/// <summary>The names that stand for type values: <c>type(x) == int</c>.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, CelType> Types = new CelType[]
    {
        CelType.Bool, CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.Null, CelType.Type,
        CelType.Timestamp, CelType.Duration, CelType.AnyList, CelType.AnyMap, CelType.AnyOptional,
    }.ToDictionary(type => type.Name);

    public static IEnumerable<string> All => Types.Keys;

    public static bool TryFind(string name, out CelType type) => Types.TryGetValue(name, out type!);
}
