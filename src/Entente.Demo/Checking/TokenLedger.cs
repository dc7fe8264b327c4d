using System.Globalization;

namespace Entente.Demo.Checking;

/// <summary>Which tracker a token was written for.</summary>
internal enum Toward
{
    Zendesk,
    Jira,
    ServiceNow,
    AzureDevOps,
}

/// <summary>What a token stands in.</summary>
internal enum TokenKind
{
    Title,
    Comment,
}

/// <summary>A run of tokens that must arrive exactly once and in this order.</summary>
internal sealed record TokenRun(Toward Toward, TokenKind Kind, string Origin, IReadOnlyList<string> Tokens);

/// <summary>
/// Hands out tokens and remembers what must arrive where. A token is one word that no other token begins with. Journeys that are played at the same
/// time share it.
/// </summary>
internal sealed class TokenLedger(DateTimeOffset start)
{
    private readonly string prefix = start.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private readonly Lock gate = new();
    private readonly List<(Toward Toward, TokenKind Kind, string Origin, string Token)> expected = [];
    private readonly List<(Toward Home, string Token)> kept = [];
    private int count;

    /// <summary>Runs in the order of their first token.</summary>
    public IReadOnlyList<TokenRun> Runs
    {
        get
        {
            lock (gate)
                return
                [
                    .. expected.GroupBy(one => (one.Toward, one.Kind, one.Origin))
                        .Select(run => new TokenRun(run.Key.Toward, run.Key.Kind, run.Key.Origin, [.. run.Select(one => one.Token)])),
                ];
        }
    }

    /// <summary>Tokens that must stay where they were written, with that place.</summary>
    public IReadOnlyList<(Toward Home, string Token)> Kept
    {
        get
        {
            lock (gate)
                return [.. kept];
        }
    }

    /// <summary>A token that nobody expects anywhere yet.</summary>
    public string Next() => $"d{prefix}n{Interlocked.Increment(ref count):D4}";

    /// <summary>A token that must arrive once at each of these trackers, after the earlier ones of the same origin.</summary>
    public string Expect(TokenKind kind, string origin, params ReadOnlySpan<Toward> trackers)
    {
        var token = Next();
        lock (gate)
            foreach (var toward in trackers)
                expected.Add((toward, kind, origin, token));
        return token;
    }

    /// <summary>A token whose further way is known only later, such as that of a ticket which is handed on.</summary>
    public void ExpectAlso(string token, TokenKind kind, string origin, Toward toward)
    {
        lock (gate)
            expected.Add((toward, kind, origin, token));
    }

    /// <summary>A token that must not arrive anywhere else.</summary>
    public string Keep(Toward home)
    {
        var token = Next();
        lock (gate)
            kept.Add((home, token));
        return token;
    }
}
