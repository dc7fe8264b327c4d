using System.Globalization;

namespace Entente.Sandbox.AzureDevOps.Wiql;

internal enum WiqlTokenKind { Word, Field, Text, Number, Macro, Symbol, End }

/// <summary>One token of a query and where it stands.</summary>
internal sealed record WiqlToken(WiqlTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) => Kind is WiqlTokenKind.Word or WiqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Splits a query into tokens. A quote inside a text is doubled.</summary>
internal static class WiqlTokens
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", ".", "*"];

    /// <exception cref="DevOpsRefusal">A text or a field name does not end, or a character means nothing.</exception>
    public static List<WiqlToken> Split(string query)
    {
        var tokens = new List<WiqlToken>();
        for (var at = 0; at < query.Length;)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
                continue;
            }

            var (token, next) = Next(query, at);
            tokens.Add(token);
            at = next;
        }

        tokens.Add(new(WiqlTokenKind.End, "", query.Length));
        return tokens;
    }

    private static (WiqlToken Token, int Next) Next(string query, int at) => query[at] switch
    {
        '\'' or '"' => Text(query, at),
        '[' => Field(query, at),
        '@' => Run(query, at, WiqlTokenKind.Macro, at + 1, char.IsLetter),
        var digit when char.IsAsciiDigit(digit) =>
            Run(query, at, WiqlTokenKind.Number, at, static each => char.IsAsciiDigit(each) || each == '.'),
        var letter when char.IsLetter(letter) || letter == '_' =>
            Run(query, at, WiqlTokenKind.Word, at, static each => char.IsLetterOrDigit(each) || each is '_' or '.'),
        _ => Symbol(query, at),
    };

    private static (WiqlToken, int) Run(string query, int at, WiqlTokenKind kind, int from, Func<char, bool> belongs)
    {
        var end = from;
        while (end < query.Length && belongs(query[end]))
            end++;
        return (new(kind, query[from..end], at), end);
    }

    private static (WiqlToken, int) Text(string query, int at)
    {
        var quote = query[at].ToString();
        for (var end = at + 1; end < query.Length; end++)
        {
            if (query[end] != quote[0])
                continue;
            if (end + 1 < query.Length && query[end + 1] == quote[0])
                end++;
            else
                return (new(WiqlTokenKind.Text, query[(at + 1)..end].Replace(quote + quote, quote, StringComparison.Ordinal), at), end + 1);
        }

        throw DevOpsRefusal.BadQuery("TF51006: The query statement is missing a closing quote.");
    }

    private static (WiqlToken, int) Field(string query, int at)
    {
        var end = query.IndexOf(']', at);
        return end > 0
            ? (new(WiqlTokenKind.Field, query[(at + 1)..end].Trim(), at), end + 1)
            : throw DevOpsRefusal.BadQuery("TF51006: The query statement is missing a closing bracket.");
    }

    private static (WiqlToken, int) Symbol(string query, int at) =>
        Array.Find(Symbols, symbol => string.CompareOrdinal(query, at, symbol, 0, symbol.Length) == 0) is { } found
            ? (new(WiqlTokenKind.Symbol, found, at), at + found.Length)
            : throw DevOpsRefusal.BadQuery(string.Create(CultureInfo.InvariantCulture,
                $"TF51006: The query statement has an unexpected character at {at}: «{query[at]}»."));
}
