namespace Entente.Demo.Recorded;

/// <summary>Counts how a field arrived. Pure.</summary>
internal sealed class FieldTally
{
    private readonly SortedDictionary<(string Direction, string Field), Count> counts = [];

    public IReadOnlyList<FieldReport> Reports =>
    [
        .. counts.Select(
            each => new FieldReport(
                each.Key.Direction, each.Key.Field, each.Value.Equal, each.Value.Converted, each.Value.Reasons.Values.Sum(), each.Value.Reasons)),
    ];

    /// <param name="expected">The value after the declared conversion.</param>
    public void Add((string Direction, string Field) of, string source, string expected, string found)
    {
        if (!counts.TryGetValue(of, out var count))
            counts[of] = count = new Count();
        if (found == source)
            count.Equal++;
        else if (found == expected)
            count.Converted++;
        else
            count.Differs(
                found.Length == 0
                    ? "nothing arrived"
                    : Same(expected, found)
                    ? "spaces or line breaks differ"
                    : $"expected '{Short(expected)}', found '{Short(found)}'");
    }

    private static bool Same(string left, string right) => Words(left).SequenceEqual(Words(right), StringComparer.Ordinal);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    private sealed class Count
    {
        public int Equal { get; set; }

        public int Converted { get; set; }

        public SortedDictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

        public void Differs(string reason) => Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
    }
}
