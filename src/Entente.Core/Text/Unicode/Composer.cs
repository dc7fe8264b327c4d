using System.Globalization;
using System.Text;

namespace Entente.Core.Text.Unicode;

/// <summary>Normalization Form C (Unicode Standard Annex 15): decompose canonically, order the marks, compose.</summary>
internal static class Composer
{
    private const int HangulSyllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7;
    private const int VowelCount = 21, TrailCount = 28, SyllableCount = 11172;

    private static readonly Dictionary<int, int[]> Parts = [];
    private static readonly Dictionary<(int First, int Second), int> Pairs = [];
    private static readonly Dictionary<int, byte> Classes = [];

    static Composer()
    {
        foreach (var entry in Words(UnicodeTables.Decompositions))
        {
            var split = entry.IndexOfAny(['=', '!']);
            var parts = entry[(split + 1)..].Split('+').Select(Hex).ToArray();
            Parts.Add(Hex(entry[..split]), parts);
            if (entry[split] == '=')
                Pairs.Add((parts[0], parts[1]), Hex(entry[..split]));
        }
        foreach (var entry in Words(UnicodeTables.CombiningClasses))
        {
            var (range, value) = (entry.Split(':')[0].Split('-'), byte.Parse(entry.Split(':')[1], CultureInfo.InvariantCulture));
            for (var code = Hex(range[0]); code <= Hex(range[^1]); code++)
                Classes.Add(code, value);
        }
    }

    /// <summary>The composed form. Text below U+0300 is composed already and is returned as it is.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
            return text;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        Order(points);
        var composed = new StringBuilder(text.Length);
        foreach (var point in Composed(points))
            composed.Append(new Rune(point).ToString());
        return composed.ToString();
    }

    private static void Decompose(int point, List<int> points)
    {
        var syllable = point - HangulSyllables;
        if (syllable is >= 0 and < SyllableCount)
        {
            points.Add(Leads + (syllable / (VowelCount * TrailCount)));
            points.Add(Vowels + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount > 0)
                points.Add(Trails + (syllable % TrailCount));
        }
        else if (Parts.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, points);
        }
        else
        {
            points.Add(point);
        }
    }

    // Each stretch of combining marks is sorted by class; List.Sort is not stable, LINQ is, and "zalgo" stretches may be long.
    private static void Order(List<int> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (ClassOf(points[i]) == 0)
                continue;
            var end = i;
            while (end < points.Count && ClassOf(points[end]) != 0)
                end++;
            var ordered = points[i..end].OrderBy(ClassOf).ToList();
            for (var k = 0; k < ordered.Count; k++)
                points[i + k] = ordered[k];
            i = end;
        }
    }

    private static List<int> Composed(List<int> points)
    {
        var composed = new List<int>(points.Count);
        var starter = -1;
        var lastClass = 0;
        foreach (var point in points)
        {
            var pointClass = ClassOf(point);
            // Blocked: another mark of the same or a higher class, or another starter, stands between the starter and this point.
            var adjacent = starter >= 0 && composed.Count - 1 == starter;
            if (starter >= 0 && (adjacent || lastClass < pointClass) && Pair(composed[starter], point) is { } pair)
            {
                composed[starter] = pair;
                continue;
            }
            composed.Add(point);
            if (pointClass == 0)
                starter = composed.Count - 1;
            lastClass = pointClass;
        }
        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - Leads is >= 0 and < 19 && second - Vowels is >= 0 and < VowelCount)
            return HangulSyllables + ((((first - Leads) * VowelCount) + second - Vowels) * TrailCount);
        var syllable = first - HangulSyllables;
        if (syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && second - Trails is > 0 and < TrailCount)
            return first + second - Trails;
        return Pairs.TryGetValue((first, second), out var pair) ? pair : null;
    }

    private static byte ClassOf(int point) => Classes.GetValueOrDefault(point);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string[] Words(string table) => table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
