using System.Buffers;
using System.Globalization;
using System.Text;

namespace Entente.Cel.Syntax;

/// <summary>Decodes what stands between the quotes of a string or bytes literal.</summary>
/// <param name="offset">Of the first character after the opening quote, for error positions.</param>
/// <param name="isRaw">Whether backslashes stand for themselves.</param>
internal sealed class StringLiteral(int offset, bool isRaw)
{
    public string DecodeString(ReadOnlySpan<char> body)
    {
        if (isRaw || !body.Contains('\\')) return Checked(body.ToString());
        var result = new StringBuilder(body.Length);
        for (var at = 0; at < body.Length;)
        {
            if (body[at] != '\\') result.Append(body[at++]);
            else result.Append(ReadEscape(body, ref at, out _));
        }
        return Checked(result.ToString());
    }

    public byte[] DecodeBytes(ReadOnlySpan<char> body)
    {
        if (isRaw || !body.Contains('\\')) return Encoding.UTF8.GetBytes(body.ToString());
        var result = new ArrayBufferWriter<byte>();
        for (var at = 0; at < body.Length;)
        {
            if (body[at] != '\\')
            {
                var run = body[at..].IndexOf('\\');
                var plain = run < 0 ? body[at..] : body.Slice(at, run);
                result.Write(Encoding.UTF8.GetBytes(plain.ToString()));
                at += plain.Length;
                continue;
            }
            var start = at;
            var rune = ReadEscape(body, ref at, out var isUnicode);
            if (isUnicode) throw Invalid(start, "A bytes literal cannot hold a \\u escape.", "Write the bytes with \\x.");
            result.Write([(byte)rune.Value]);
        }
        return result.WrittenSpan.ToArray();
    }

    private Rune ReadEscape(ReadOnlySpan<char> body, ref int at, out bool isUnicode)
    {
        var start = at;
        var letter = body[at + 1];
        at += 2;
        isUnicode = letter is 'u' or 'U';
        var digits = letter switch { 'x' or 'X' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0) return ReadHex(body, start, ref at, digits);
        if (letter is >= '0' and <= '3') return ReadOctal(body, start, ref at);
        return letter switch
        {
            'a' => new Rune('\a'),
            'b' => new Rune('\b'),
            'f' => new Rune('\f'),
            'n' => new Rune('\n'),
            'r' => new Rune('\r'),
            't' => new Rune('\t'),
            'v' => new Rune('\v'),
            '\\' or '?' or '"' or '\'' or '`' => new Rune(letter),
            _ => throw Invalid(start, $"'\\{letter}' is no escape sequence.", "Double the backslash, or put r before the quotes."),
        };
    }

    private Rune ReadHex(ReadOnlySpan<char> body, int start, ref int at, int digits)
    {
        if (at + digits > body.Length
            || !uint.TryParse(body.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw Invalid(start, $"The escape sequence needs {digits} hexadecimal digits.", "Fill it up with zeros.");
        }
        at += digits;
        return Rune.TryCreate(code, out var rune)
            ? rune
            : throw Invalid(start, "The escape sequence names no Unicode character.", "Use a code point outside of the surrogates, at most 10FFFF.");
    }

    private Rune ReadOctal(ReadOnlySpan<char> body, int start, ref int at)
    {
        if (at + 2 > body.Length || body[at] is < '0' or > '7' || body[at + 1] is < '0' or > '7')
            throw Invalid(start, "An octal escape sequence needs three digits.", "Write for example \\012.");
        var code = ((body[at - 1] - '0') * 64) + ((body[at] - '0') * 8) + (body[at + 1] - '0');
        at += 2;
        return new Rune(code);
    }

    // A lone surrogate is no Unicode text: sizes, order and UTF-8 would all be wrong.
    private string Checked(string decoded)
    {
        var rest = decoded.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var found)
        {
            if (Rune.DecodeFromUtf16(rest[found..], out _, out var length) != OperationStatus.Done)
                throw Invalid(0, "The string holds half of a surrogate pair.", "Remove it.");
            rest = rest[(found + length)..];
        }
        return decoded;
    }

    private SyntaxException Invalid(int at, string message, string remedy) => new(offset + at, message, remedy);
}
