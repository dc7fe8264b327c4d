namespace Entente.Cel;

/// <summary>
/// A static type of the Common Expression Language. Immutable; compared by structure, host object types by name.
/// <see cref="ToString"/> writes it as CEL documentation does: <c>map(string, list(int))</c>.
/// </summary>
public sealed class CelType : IEquatable<CelType>
{
    private static readonly Dictionary<string, CelType> NoFields = [];

    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");
    public static CelType UInt { get; } = new(CelTypeKind.UInt, "uint");
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");
    public static CelType String { get; } = new(CelTypeKind.String, "string");
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    /// <summary>The type of a type value such as <c>int</c> or <c>type(x)</c>.</summary>
    public static CelType Type { get; } = new(CelTypeKind.Type, "type");

    internal static CelType AnyList { get; } = List(Dyn);
    internal static CelType AnyMap { get; } = Map(Dyn, Dyn);
    internal static CelType AnyOptional { get; } = Optional(Dyn);

    private CelType(CelTypeKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
        Fields = NoFields;
    }

    private CelType(string name, IReadOnlyDictionary<string, CelType> fields, bool open)
    {
        Kind = CelTypeKind.Object;
        Name = name;
        Parameters = [];
        Fields = fields;
        IsOpen = open;
    }

    public CelTypeKind Kind { get; }

    /// <summary>The name that <c>type(x)</c> shows at run time, without parameters: <c>list</c>, <c>google.protobuf.Timestamp</c>.</summary>
    public string Name { get; }

    /// <summary>Element type of a list, key and value type of a map, wrapped type of an optional; else empty.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>The declared fields of a host object type; empty for every other type.</summary>
    public IReadOnlyDictionary<string, CelType> Fields { get; }

    /// <summary>Whether fields beyond <see cref="Fields"/> may be selected; they are then of type dyn.</summary>
    public bool IsOpen { get; }

    public static CelType List(CelType element) => new(CelTypeKind.List, "list", element);

    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    public static CelType Optional(CelType value) => new(CelTypeKind.Optional, "optional_type", value);

    /// <summary>A host object type. Selecting a field that is not declared is a compile error unless <paramref name="open"/>.</summary>
    /// <param name="name">Unique within an environment: two object types with one name are the same type.</param>
    /// <param name="fields">Empty for an opaque type, whose values can only be passed on, compared and given to host functions.</param>
    public static CelType Object(string name, IReadOnlyDictionary<string, CelType> fields, bool open = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fields);
        return new CelType(name, fields, open);
    }

    /// <summary>Whether a value of static type <paramref name="source"/> may stand where this type is asked for; dyn fits both ways.</summary>
    public bool Accepts(CelType source) => TypeRelations.IsAssignable(this, source);

    internal static CelType Parameter(string letter) => new(CelTypeKind.Parameter, letter);

    public bool Equals(CelType? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Kind != other.Kind || Name != other.Name || Parameters.Count != other.Parameters.Count) return false;
        for (var i = 0; i < Parameters.Count; i++)
            if (!Parameters[i].Equals(other.Parameters[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as CelType);

    public override int GetHashCode()
    {
        var hash = HashCode.Combine(Kind, Name);
        foreach (var parameter in Parameters) hash = HashCode.Combine(hash, parameter);
        return hash;
    }

    public override string ToString() => Kind switch
    {
        CelTypeKind.Timestamp => "timestamp",
        CelTypeKind.Duration => "duration",
        _ when Parameters.Count == 0 => Name,
        _ => $"{Name}({string.Join(", ", Parameters)})",
    };
}
