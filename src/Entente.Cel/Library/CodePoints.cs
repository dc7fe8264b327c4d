using System.Text;

namespace Entente.Cel.Library;

/// <summary>Strings counted in code points, as the language does, over UTF-16. Texts without surrogates take the direct way.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        if (!HasSurrogates(text)) return count;
        foreach (var character in text)
            if (char.IsLowSurrogate(character)) count--;
        return count;
    }

    /// <summary>The UTF-16 offset of a code point; the length of the text for the one after the last; -1 outside.</summary>
    public static int ToOffset(string text, long index)
    {
        if (index < 0 || index > text.Length) return -1;
        if (!HasSurrogates(text)) return (int)index;
        var at = 0;
        for (; index > 0; index--)
        {
            if (at >= text.Length) return -1;
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }
        return at;
    }

    /// <summary>The code point index of a UTF-16 offset.</summary>
    public static int ToIndex(string text, int offset) => Count(text[..offset]);

    public static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = text.Length; at > 0;)
        {
            var length = at >= 2 && char.IsSurrogatePair(text, at - 2) ? 2 : 1;
            at -= length;
            result.Append(text, at, length);
        }
        return result.ToString();
    }

    /// <summary>Order by code point, which UTF-16 order is not beyond the basic plane.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a == b) continue;
            if (char.IsSurrogate(a) != char.IsSurrogate(b)) return char.IsSurrogate(a) ? 1 : -1;
            return a.CompareTo(b);
        }
        return left.Length.CompareTo(right.Length);
    }

    private static bool HasSurrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;
}
