using System.Globalization;

namespace Entente.Demo.Checking;

/// <summary>Which tracker a token was written for.</summary>
internal enum Toward
{
    Zendesk,
    Jira,
}

/// <summary>What a token stands in.</summary>
internal enum TokenKind
{
    Title,
    Comment,
}

/// <summary>A run of tokens that must arrive exactly once and in this order.</summary>
internal sealed record TokenRun(Toward Toward, TokenKind Kind, string Origin)
{
    public List<string> Tokens { get; } = [];
}

/// <summary>Hands out tokens and remembers what must arrive where. A token is one word that no other token begins with.</summary>
internal sealed class TokenLedger(DateTimeOffset start)
{
    private readonly string prefix = start.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private readonly List<TokenRun> runs = [];
    private readonly List<string> kept = [];
    private int count;

    /// <summary>Runs in the order of their first token.</summary>
    public IReadOnlyList<TokenRun> Runs => runs;

    /// <summary>Tokens that must stay where they were written.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>A token that nobody expects anywhere yet.</summary>
    public string Next() => $"d{prefix}n{++count:D4}";

    /// <summary>A token that must arrive once, after the earlier ones of the same origin.</summary>
    public string Expect(Toward toward, TokenKind kind, string origin)
    {
        var run = runs.Find(each => each.Toward == toward && each.Kind == kind && each.Origin == origin);
        if (run is null)
            runs.Add(run = new TokenRun(toward, kind, origin));
        var token = Next();
        run.Tokens.Add(token);
        return token;
    }

    /// <summary>A token that must not arrive anywhere.</summary>
    public string Keep()
    {
        var token = Next();
        kept.Add(token);
        return token;
    }
}
