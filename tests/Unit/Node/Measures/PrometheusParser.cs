using System.Globalization;
using System.Text;

namespace Entente.Unit.Tests.Node.Measures;

/// <summary>
/// Reads Prometheus' text format 0.0.4 and refuses what its description does not allow: a family stands together, HELP and TYPE come once and before
/// its samples, no sample comes twice, names and escapes are legal, a histogram's buckets rise and end with +Inf, which is its count.
/// </summary>
internal static class PrometheusParser
{
    public static IReadOnlyList<PrometheusFamily> Parse(string text)
    {
        if (!text.EndsWith('\n'))
            throw new FormatException("The last line must end with a line feed.");
        var families = new List<PrometheusFamily>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var (name, help) = Two(line["# HELP ".Length..]);
                if (!names.Add(name))
                    throw new FormatException($"Family {name} comes twice.");
                families.Add(new PrometheusFamily(Name(name), Unescaped(help, quotes: false), "untyped", []));
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var (name, type) = Two(line["# TYPE ".Length..]);
                if (families[^1].Name != name || families[^1].Samples.Count > 0 || type is not ("counter" or "gauge" or "histogram"))
                    throw new FormatException($"TYPE at a wrong place or of a wrong kind: {line}");
                families[^1] = families[^1] with { Type = type };
            }
            else
            {
                Add(families[^1], Sample(line));
            }
        }

        foreach (var histogram in families.Where(family => family.Type == "histogram"))
            RequireHistogram(histogram);
        return families;
    }

    private static void Add(PrometheusFamily family, PrometheusSample sample)
    {
        var suffixes = family.Type == "histogram" ? new[] { "_bucket", "_sum", "_count" } : [""];
        if (!suffixes.Any(suffix => sample.Name == family.Name + suffix))
            throw new FormatException($"{sample.Name} stands among {family.Name}.");
        if (family.Samples.Any(other => other.Name == sample.Name && other.Key == sample.Key))
            throw new FormatException($"{sample.Name}{{{sample.Key}}} comes twice.");
        family.Samples.Add(sample);
    }

    private static PrometheusSample Sample(string line)
    {
        var at = 0;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '_' or ':'))
            at++;
        var name = Name(line[..at]);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (line[at] == '{')
        {
            at++;
            while (line[at] != '}')
            {
                var equals = line.IndexOf('=', at);
                var label = Name(line[at..equals], isLabel: true);
                if (line[equals + 1] != '"')
                    throw new FormatException($"A label's value must be quoted: {line}");
                var end = equals + 2;
                while (line[end] != '"')
                    end += line[end] == '\\' ? 2 : 1;
                if (!labels.TryAdd(label, Unescaped(line[(equals + 2)..end], quotes: true)))
                    throw new FormatException($"Label {label} comes twice: {line}");
                at = line[end + 1] == ',' ? end + 2 : end + 1;
            }

            at++;
        }

        if (line[at] != ' ')
            throw new FormatException($"One space must stand before the value: {line}");
        return new PrometheusSample(name, labels, Number(line[(at + 1)..]));
    }

    private static void RequireHistogram(PrometheusFamily family)
    {
        foreach (var series in family.Samples.GroupBy(sample => sample.KeyWithout("le")))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToList();
            var counts = buckets.Select(bucket => bucket.Value).ToList();
            if (!bounds.SequenceEqual(bounds.Distinct().Order()) || !counts.SequenceEqual(counts.Order()) || !double.IsPositiveInfinity(bounds[^1]))
                throw new FormatException($"The buckets of {family.Name}{{{series.Key}}} do not rise to +Inf.");
            if (series.Single(sample => sample.Name == $"{family.Name}_count").Value != counts[^1])
                throw new FormatException($"The count of {family.Name}{{{series.Key}}} is not that of +Inf.");
            series.Single(sample => sample.Name == $"{family.Name}_sum");
        }
    }

    private static (string First, string After) Two(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return (text[..space], text[(space + 1)..]);
    }

    private static string Name(string text, bool isLabel = false) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == ':' && !isLabel))
            ? text
            : throw new FormatException($"'{text}' is no name.");

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite),
            CultureInfo.InvariantCulture),
    };

    private static string Unescaped(string text, bool quotes)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quotes)
                throw new FormatException("A quote must be escaped.");
            plain.Append(text[i] != '\\' ? text[i] : text[++i] switch
            {
                '\\' => '\\',
                'n' => '\n',
                '"' when quotes => '"',
                var other => throw new FormatException($"\\{other} is no escape."),
            });
        }

        return plain.ToString();
    }
}

internal sealed record PrometheusFamily(string Name, string Help, string Type, List<PrometheusSample> Samples);

internal sealed record PrometheusSample(string Name, SortedDictionary<string, string> Labels, double Value)
{
    public string Key => KeyWithout("");

    public string KeyWithout(string label) => string.Join(',', Labels.Where(one => one.Key != label).Select(one => $"{one.Key}={one.Value}"));
}
