using System.Text;

namespace Entente.Sandbox.Jira.Jql;

internal enum JqlTokenKind
{
    Word, Quoted, Symbol, End,
}

/// <summary>A word, a quoted text or a sign of a query. <paramref name="At"/> counts from one.</summary>
internal sealed record JqlToken(JqlTokenKind Kind, string Text, int At)
{
    public bool Is(string word) => Kind == JqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == JqlTokenKind.Symbol && Text == symbol;
}

/// <summary>Cuts a query into tokens.</summary>
internal static class JqlTokens
{
    private const string Symbols = "()=,!<>~";
    private const string Ending = Symbols + "\"'";

    public static IReadOnlyList<JqlToken> Read(string jql)
    {
        var tokens = new List<JqlToken>();
        var at = 0;
        while (at < jql.Length)
        {
            if (char.IsWhiteSpace(jql[at]))
                at++;
            else if (jql[at] is '"' or '\'')
                tokens.Add(Quoted(jql, ref at));
            else if (Symbols.Contains(jql[at], StringComparison.Ordinal))
                tokens.Add(Symbol(jql, ref at));
            else
                tokens.Add(Word(jql, ref at));
        }

        tokens.Add(new(JqlTokenKind.End, "", jql.Length + 1));
        return tokens;
    }

    private static JqlToken Quoted(string jql, ref int at)
    {
        var start = at;
        var quote = jql[at++];
        var text = new StringBuilder();
        while (at < jql.Length && jql[at] != quote)
        {
            if (jql[at] == '\\' && at + 1 < jql.Length)
                at++;
            text.Append(jql[at++]);
        }

        if (at == jql.Length)
            throw JiraRefusal.Saying(400, "Error in the JQL Query: "
                + $"The quoted string '{text}' has not been completed. (line 1, character {start + 1})");
        at++;
        return new(JqlTokenKind.Quoted, text.ToString(), start + 1);
    }

    private static JqlToken Symbol(string jql, ref int at)
    {
        var start = at++;
        if (at < jql.Length && ((jql[at] == '=' && jql[start] is ('!' or '<' or '>')) || (jql[at] == '~' && jql[start] == '!')))
            at++;
        return new(JqlTokenKind.Symbol, jql[start..at], start + 1);
    }

    private static JqlToken Word(string jql, ref int at)
    {
        var start = at;
        while (at < jql.Length && !char.IsWhiteSpace(jql[at]) && !Ending.Contains(jql[at], StringComparison.Ordinal))
            at++;
        return new(JqlTokenKind.Word, jql[start..at], start + 1);
    }
}
