namespace Entente.Cel.Syntax;

/// <summary>Cuts the text into tokens. Whitespace and <c>// comments</c> separate.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols =
    [
        "==", "!=", "<=", ">=", "&&", "||",
        "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
    ];

    private int _at;

    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private Token Next()
    {
        SkipBlanks();
        if (_at >= text.Length) return new Token(TokenKind.End, text.Length, "");
        if (IsStringStart()) return ReadString();
        var current = Peek();
        if (char.IsAsciiLetter(current) || current == '_') return ReadWord();
        if (char.IsAsciiDigit(current) || (current == '.' && char.IsAsciiDigit(Peek(1)))) return ReadNumber();
        return current == '`' ? ReadQuotedIdentifier() : ReadSymbol();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (Peek() is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (Peek() == '/' && Peek(1) == '/')
            {
                while (_at < text.Length && Peek() is not ('\n' or '\r')) _at++;
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadWord()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_') _at++;
        var word = text[start.._at];
        return new Token(word is "in" or "true" or "false" or "null" ? TokenKind.Symbol : TokenKind.Identifier, start, word);
    }

    private Token ReadQuotedIdentifier()
    {
        var start = _at++;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '_' or '.' or '-' or '/' or ' ') _at++;
        if (Peek() != '`' || _at == start + 1)
        {
            throw new SyntaxException(
                start, "A name in backticks is not closed or has a character it cannot have.", "Use letters, digits, '_', '.', '-', '/' and spaces.");
        }
        return new Token(TokenKind.QuotedIdentifier, start, text[(start + 1).._at++]);
    }

    private Token ReadNumber()
    {
        var start = _at;
        if (Peek() == '0' && Peek(1) is 'x' or 'X')
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Peek())) _at++;
        }
        else
        {
            SkipDigits();
            if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
            {
                _at++;
                SkipDigits();
            }
            SkipExponent();
        }
        if (Peek() is 'u' or 'U') _at++;
        if (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
            throw new SyntaxException(_at, $"'{Peek()}' cannot follow a number.", "Put an operator or a space between them.");
        return new Token(TokenKind.Number, start, text[start.._at]);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek())) _at++;
    }

    private void SkipExponent()
    {
        if (Peek() is not ('e' or 'E')) return;
        var digits = Peek(1) is '+' or '-' ? 2 : 1;
        if (!char.IsAsciiDigit(Peek(digits))) return;
        _at += digits;
        SkipDigits();
    }

    private Token ReadSymbol()
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) != 0) continue;
            _at += symbol.Length;
            return new Token(TokenKind.Symbol, _at - symbol.Length, symbol);
        }
        var remedy = Peek() switch
        {
            '=' => "Compare with '=='.",
            '&' => "Write '&&' for and.",
            '|' => "Write '||' for or.",
            _ => "Remove it, or put it in quotes.",
        };
        throw new SyntaxException(_at, $"The character '{Peek()}' has no meaning here.", remedy);
    }

    private bool IsStringStart()
    {
        var ahead = Peek() is 'b' or 'B' ? 1 : 0;
        if (Peek(ahead) is 'r' or 'R') ahead++;
        return Peek(ahead) is '"' or '\'';
    }

    private Token ReadString()
    {
        var start = _at;
        var isBytes = Peek() is 'b' or 'B';
        if (isBytes) _at++;
        var isRaw = Peek() is 'r' or 'R';
        if (isRaw) _at++;
        var quote = Peek();
        var isTriple = Peek(1) == quote && Peek(2) == quote;
        var closing = new string(quote, isTriple ? 3 : 1);
        _at += closing.Length;
        var bodyStart = _at;
        SkipStringBody(start, closing, isRaw);
        var body = text.AsSpan(bodyStart, _at - bodyStart);
        _at += closing.Length;
        var decoder = new StringLiteral(bodyStart, isRaw);
        return isBytes
            ? new Token(TokenKind.Bytes, start, "", CelValue.OwnedBytes(decoder.DecodeBytes(body)))
            : new Token(TokenKind.String, start, "", CelValue.String(decoder.DecodeString(body)));
    }

    private void SkipStringBody(int start, string closing, bool isRaw)
    {
        while (string.CompareOrdinal(text, _at, closing, 0, closing.Length) != 0)
        {
            if (_at >= text.Length || (closing.Length == 1 && Peek() is '\n' or '\r'))
            {
                throw new SyntaxException(
                    start, "The string is not closed.", $"Close it with {closing} on the same line, or use three quotes for several lines.");
            }
            _at += Peek() == '\\' && !isRaw ? 2 : 1;
        }
    }
}
