namespace Entente.Node.Measures;

/// <summary>The values of a measurement's labels, in the instrument's order; null beyond its last. Ids and words, never text.</summary>
internal readonly record struct LabelValues(string? A, string? B = null, string? C = null, string? D = null)
{
    /// <summary>The most labels that an instrument may have.</summary>
    public const int Most = 4;

    public IReadOnlyList<string> List => [.. new[] { A, B, C, D }.OfType<string>()];

    public static LabelValues Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(At(tags, 0), At(tags, 1), At(tags, 2), At(tags, 3));

    public static LabelValues Of(IReadOnlyList<string> values) =>
        new(values.ElementAtOrDefault(0), values.ElementAtOrDefault(1), values.ElementAtOrDefault(2), values.ElementAtOrDefault(3));

    private static string? At(ReadOnlySpan<KeyValuePair<string, object?>> tags, int index) =>
        index < tags.Length ? tags[index].Value as string ?? "" : null;
}
