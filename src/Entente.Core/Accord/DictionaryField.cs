namespace Entente.Core.Accord;

/// <summary>What a canonical field holds.</summary>
public enum FieldType
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Formatted text.</summary>
    RichText,

    /// <summary>One of the dictionary's values, by its canonical name.</summary>
    Enum,

    Integer,

    Number,

    Boolean,

    /// <summary>An instant in UTC.</summary>
    Instant,

    /// <summary>A calendar day as text: <c>2026-09-01</c>.</summary>
    Date,

    /// <summary>A list of texts, such as labels.</summary>
    List,

    /// <summary>Comments.</summary>
    Thread,

    /// <summary>Attachments.</summary>
    Files,
}

/// <summary>One canonical field of the shared data dictionary.</summary>
public sealed record DictionaryField
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>Longest text in characters; null when the dictionary sets no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Largest file in bytes, for <see cref="FieldType.Files"/>; null when the dictionary sets no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The native field at each connection, by connection id, in the order of the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Map { get; init; }

    /// <summary>
    /// Canonical values of an enum, each with its native value per connection in the order of <see cref="Map"/>; in the order of the file.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Values { get; init; }

    /// <summary>What happens to a text that is too long: <c>truncate-and-attach</c>, <c>truncate</c> or <c>park</c>; null when not said.</summary>
    public string? OnOverflow { get; init; }

    /// <summary><c>shared</c>, <c>restricted</c> or <c>internal</c>.</summary>
    public required string Class { get; init; }

    /// <summary>The party that this field never leaves, whatever the access matrix says; null when it may cross.</summary>
    public string? NeverLeaves { get; init; }

    /// <summary>A handoff without it is incomplete.</summary>
    public bool RequiredAtHandoff { get; init; }

    /// <summary>What happens after the record is closed (<c>new-linked-ticket</c>); null when not said.</summary>
    public string? AfterClose { get; init; }

    /// <summary>The native field at a connection, or null when the dictionary maps none there.</summary>
    public string? NativeField(string connection) => Map.FirstOrDefault(pair => pair.Key == connection).Value;

    public bool HasValue(string canonical) => Values.Any(pair => pair.Key == canonical);
}
