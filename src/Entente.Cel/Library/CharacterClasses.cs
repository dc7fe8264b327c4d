namespace Entente.Cel.Library;

/// <summary>The named classes of RE2. Perl and POSIX classes are ASCII there, unlike in .NET.</summary>
internal static class CharacterClasses
{
    public static readonly (int From, int To)[] Digit = [('0', '9')];
    public static readonly (int From, int To)[] Space = [('\t', '\n'), ('\f', '\r'), (' ', ' ')];
    public static readonly (int From, int To)[] Word = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    public static readonly (int From, int To)[] NewLine = [('\n', '\n')];

    /// <summary>The general categories of Unicode, which both engines know by these names.</summary>
    private static readonly HashSet<string> Categories = new(StringComparer.Ordinal)
    {
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co",
    };

    public static bool IsCategory(string name) => Categories.Contains(name);

    /// <summary>A class such as <c>alpha</c> in <c>[[:alpha:]]</c>; null when there is none of this name.</summary>
    public static (int From, int To)[]? Posix(string name) => name switch
    {
        "alnum" => [('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => [('A', 'Z'), ('a', 'z')],
        "ascii" => [(0, 0x7F)],
        "blank" => [('\t', '\t'), (' ', ' ')],
        "cntrl" => [(0, 0x1F), (0x7F, 0x7F)],
        "digit" => Digit,
        "graph" => [('!', '~')],
        "lower" => [('a', 'z')],
        "print" => [(' ', '~')],
        "punct" => [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => [('\t', '\r'), (' ', ' ')],
        "upper" => [('A', 'Z')],
        "word" => Word,
        "xdigit" => [('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => null,
    };
}
