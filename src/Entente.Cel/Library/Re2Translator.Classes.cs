using System.Globalization;

namespace Entente.Cel.Library;

internal sealed partial class Re2Translator
{
    private void TranslateEscape()
    {
        if (_at + 1 >= pattern.Length) throw Invalid("it ends with a backslash");
        var letter = pattern[_at + 1];
        if (letter is 'A' or 'z' or 'b' or 'B')
        {
            _at += 2;
            Assertion($"\\{letter}");
        }
        else if (letter == 'Q')
        {
            TranslateQuoted();
        }
        else
        {
            var set = new CharacterSet();
            if (TryReadNamedClass(set)) Atom(set.ToPattern());
            else Literal(ReadEscapedRune());
        }
    }

    private void TranslateQuoted()
    {
        _at += 2;
        var end = pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? pattern.Length : end;
        while (_at < stop) Literal(ReadRune());
        _at = end < 0 ? stop : stop + 2;
    }

    private CharacterSet ReadClass()
    {
        _at++;
        var set = new CharacterSet { IsNegated = TryTake("^") };
        for (var isFirst = true; isFirst || _at >= pattern.Length || pattern[_at] != ']'; isFirst = false)
        {
            if (_at >= pattern.Length) throw Invalid("a character class is not closed");
            if (TryReadPosixClass(set) || TryReadNamedClass(set)) continue;
            var from = ReadClassRune();
            var to = from;
            if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                _at++;
                to = ReadClassRune();
            }
            if (to < from) throw Invalid("a range in a character class ends before it begins");
            set.Add(from, to);
        }
        _at++;
        return set;
    }

    private int ReadClassRune() => pattern[_at] == '\\' ? ReadEscapedRune() : ReadRune();

    private bool TryReadPosixClass(CharacterSet set)
    {
        if (string.CompareOrdinal(pattern, _at, "[:", 0, 2) != 0) return false;
        var end = pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        if (end < 0) return false;
        var name = pattern[(_at + 2)..end];
        var isNegated = name.StartsWith('^');
        var ranges = CharacterClasses.Posix(isNegated ? name[1..] : name) ?? throw Invalid($"there is no class [:{name}:]");
        if (isNegated) set.AddComplement(ranges);
        else set.AddAll(ranges);
        _at = end + 2;
        return true;
    }

    private bool TryReadNamedClass(CharacterSet set)
    {
        if (_at + 1 >= pattern.Length || pattern[_at] != '\\') return false;
        var letter = pattern[_at + 1];
        if (letter is 'p' or 'P')
        {
            ReadCategory(set, isNegated: letter == 'P');
            return true;
        }
        var ranges = char.ToLowerInvariant(letter) switch
        {
            'd' => CharacterClasses.Digit,
            's' => CharacterClasses.Space,
            'w' => CharacterClasses.Word,
            _ => null,
        };
        if (ranges is null) return false;
        if (char.IsAsciiLetterUpper(letter)) set.AddComplement(ranges);
        else set.AddAll(ranges);
        _at += 2;
        return true;
    }

    private void ReadCategory(CharacterSet set, bool isNegated)
    {
        _at += 2;
        var end = _at < pattern.Length && pattern[_at] == '{' ? pattern.IndexOf('}', _at) : _at;
        if (end < 0 || end >= pattern.Length) throw Invalid("a \\p class is not closed");
        var name = end == _at ? pattern[_at].ToString() : pattern[(_at + 1)..end];
        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }
        if (!CharacterClasses.IsCategory(name)) throw Invalid($"the class \\p{{{name}}} is not supported; use a general category such as \\p{{Lu}}");
        set.AddCategory($"\\{(isNegated ? 'P' : 'p')}{{{name}}}");
        _at = end + 1;
    }

    private int ReadEscapedRune()
    {
        if (_at + 1 >= pattern.Length) throw Invalid("it ends with a backslash");
        var letter = pattern[_at + 1];
        if (letter == 'x') return ReadHexadecimal();
        if (letter is >= '0' and <= '7') return ReadOctal();
        _at += 2;
        return letter switch
        {
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ when letter < 0x80 && !char.IsAsciiLetterOrDigit(letter) => letter,
            _ => throw Invalid($"'\\{letter}' is no escape sequence of RE2"),
        };
    }

    private int ReadHexadecimal()
    {
        _at += 2;
        var isBraced = TryTake("{");
        var end = isBraced ? pattern.IndexOf('}', _at) : _at + 2;
        if (end < 0 || end > pattern.Length
            || !int.TryParse(pattern.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            throw Invalid("a \\x escape needs two digits, or a code point in braces");
        }
        _at = isBraced ? end + 1 : end;
        return code;
    }

    // \1 to \7 alone would be a back-reference; with more digits, or as \0, it is octal.
    private int ReadOctal()
    {
        var start = ++_at;
        while (_at < pattern.Length && _at < start + 3 && pattern[_at] is >= '0' and <= '7') _at++;
        if (_at - start == 1 && pattern[start] != '0') throw Invalid("back-references are not in RE2");
        return Convert.ToInt32(pattern[start.._at], 8);
    }
}
