namespace Entente.Cel.Syntax;

internal enum TokenKind
{
    End,
    Identifier,

    /// <summary>A field name in backticks.</summary>
    QuotedIdentifier,

    /// <summary>An operator, a bracket, or one of the words <c>in</c>, <c>true</c>, <c>false</c>, <c>null</c>.</summary>
    Symbol,

    /// <summary>A number; its text has the suffix and base as written.</summary>
    Number,
    String,
    Bytes,
}

/// <summary>A class, not a struct: the parser's frames must stay small, since they nest as deep as the text.</summary>
/// <param name="Text">The name, the symbol or the number as written; empty for strings.</param>
/// <param name="Value">The decoded value of a string or bytes literal.</param>
internal sealed record Token(TokenKind Kind, int Offset, string Text, CelValue Value = default)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>How messages name it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the expression",
        TokenKind.String => "a string",
        TokenKind.Bytes => "a bytes literal",
        _ => $"'{Text}'",
    };
}
