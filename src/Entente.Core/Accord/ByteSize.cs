using System.Globalization;

namespace Entente.Core.Accord;

/// <summary>
/// Sizes as people write them: <c>20MB</c>, <c>512KB</c>, <c>1048576</c>. A megabyte is 1,000,000 bytes, a mebibyte (<c>MiB</c>) 1,048,576.
/// </summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    public static bool TryRead(string text, out long bytes)
    {
        var factor = 1L;
        foreach (var (suffix, worth) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            text = text[..^suffix.Length].TrimEnd();
            factor = worth;
            break;
        }
        bytes = 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > long.MaxValue / factor) return false;
        bytes = count * factor;
        return true;
    }
}
