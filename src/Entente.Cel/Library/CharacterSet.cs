using System.Globalization;
using System.Text;

namespace Entente.Cel.Library;

/// <summary>
/// A set of code points on its way from a RE2 class to .NET, whose classes know UTF-16 units only: what lies beyond the basic plane
/// becomes alternatives of surrogate pairs.
/// </summary>
internal sealed class CharacterSet
{
    private const int FirstAstral = 0x10000;
    private const int LastCodePoint = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];
    private readonly StringBuilder _categories = new();

    public bool IsNegated { get; set; }

    public void Add(int from, int to) => _ranges.Add((from, to));

    public void AddAll(IEnumerable<(int From, int To)> ranges) => _ranges.AddRange(ranges);

    /// <summary>All but these.</summary>
    public void AddComplement(IEnumerable<(int From, int To)> ranges) => _ranges.AddRange(Complement(ranges));

    /// <summary>A Unicode category, such as <c>\p{Lu}</c>, in .NET's writing.</summary>
    public void AddCategory(string category) => _categories.Append(category);

    public string ToPattern()
    {
        if (_categories.Length > 0) return CategoryPattern();
        var ranges = IsNegated ? Complement(_ranges) : [.. _ranges];
        var basic = string.Concat(ranges.Where(range => range.From < FirstAstral).SelectMany(WithoutSurrogates).Select(Unit));
        var alternatives = ranges.Where(range => range.To >= FirstAstral)
            .SelectMany(range => Pairs(Math.Max(range.From, FirstAstral), range.To)).ToList();
        if (basic.Length > 0) alternatives.Add($"[{basic}]");
        return alternatives.Count switch
        {
            // Nothing fits: a class that excludes every unit.
            0 => @"[^\u0000-\uFFFF]",
            1 => alternatives[0],
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    private string CategoryPattern()
    {
        var units = string.Concat(_ranges.Where(range => range.From < FirstAstral).SelectMany(WithoutSurrogates).Select(Unit));
        return IsNegated ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^{_categories}{units}])" : $"[{_categories}{units}]";
    }

    private static List<(int From, int To)> Complement(IEnumerable<(int From, int To)> ranges)
    {
        var gaps = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in ranges.OrderBy(range => range.From))
        {
            if (from > next) gaps.Add((next, from - 1));
            next = Math.Max(next, to + 1);
        }
        if (next <= LastCodePoint) gaps.Add((next, LastCodePoint));
        return gaps;
    }

    private static IEnumerable<(int From, int To)> WithoutSurrogates((int From, int To) range)
    {
        var to = Math.Min(range.To, FirstAstral - 1);
        if (range.From < 0xD800) yield return (range.From, Math.Min(to, 0xD7FF));
        if (to > 0xDFFF) yield return (Math.Max(range.From, 0xE000), to);
    }

    // One high surrogate at a time at the ragged ends, whole blocks of them in the middle.
    private static IEnumerable<string> Pairs(int from, int to)
    {
        while (from <= to)
        {
            var low = (from - FirstAstral) & 0x3FF;
            if (low == 0 && to - from >= 0x3FF)
            {
                var blocks = (to - from + 1) / 0x400;
                yield return $"[{Unit((High(from), High(from) + blocks - 1))}][\\uDC00-\\uDFFF]";
                from += blocks * 0x400;
                continue;
            }
            var last = Math.Min(to, from + 0x3FF - low);
            yield return $"[{Unit((High(from), High(from)))}][{Unit((0xDC00 + low, 0xDC00 + low + last - from))}]";
            from = last + 1;
        }
    }

    private static int High(int codePoint) => 0xD800 + ((codePoint - FirstAstral) >> 10);

    private static string Unit((int From, int To) range) =>
        string.Create(CultureInfo.InvariantCulture, $"\\u{range.From:X4}-\\u{range.To:X4}");
}
