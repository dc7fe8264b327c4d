using System.Text.RegularExpressions;

namespace Entente.Sandbox.Host;

/// <summary>What goes wrong with a request that a fault picks. "Applied" means that the imitation carried the request out.</summary>
public enum SandboxFaultKind
{
    /// <summary>Applied; the answer is held until the client gives up, or the connection is cut after the delay.</summary>
    TimeoutAfterApply,

    /// <summary>Not applied; held and cut in the same way.</summary>
    TimeoutBeforeApply,

    /// <summary>The answer is held and cut at the delay; only then the request is applied, whether or not the client still waits.</summary>
    ApplyLate,

    /// <summary>Applied, then answered with a server's error.</summary>
    ErrorAfterApply,

    /// <summary>Not applied, answered with an error.</summary>
    ErrorBeforeApply,

    /// <summary>Not applied, answered with 429.</summary>
    RateLimit,

    /// <summary>Not applied, the connection is cut at once.</summary>
    RefuseConnection,

    /// <summary>Applied, the second half of the answer's body is missing.</summary>
    TruncateBody,

    /// <summary>Applied, the answer's body is empty.</summary>
    EmptyBody,

    /// <summary>Not applied, answered with 200 and a page to sign in.</summary>
    HtmlLogin,

    /// <summary>Applied twice, as a proxy that repeats requests does; the second answer is given.</summary>
    ApplyTwice,

    /// <summary>Answered as it should be, after the delay.</summary>
    Latency,
}

/// <summary>A rule that spoils some requests of one product.</summary>
internal sealed class SandboxFault
{
    public required long Id { get; init; }

    /// <summary>Upper case; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Searched in the path; null for any.</summary>
    public Regex? Path { get; init; }

    public required SandboxFaultKind Kind { get; init; }

    /// <summary>How many requests to spoil; null for all.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>How many matching requests to let through first.</summary>
    public int After { get; init; }

    public TimeSpan? Delay { get; init; }

    /// <summary>Seconds, <c>date</c> or <c>date:SECONDS</c> for an HTTP date, <c>missing</c>, or any text to be sent as it is.</summary>
    public string? RetryAfter { get; init; }

    public int? Status { get; init; }

    public string? Body { get; init; }

    public int Matched { get; private set; }

    public int Fired { get; private set; }

    /// <summary>Counts a request; true when it is to be spoiled.</summary>
    public bool Picks(string method, string path)
    {
        if ((Method is not null && Method != method) || Path?.IsMatch(path) == false)
            return false;
        Matched++;
        if (Matched <= After || Fired >= Count)
            return false;
        Fired++;
        return true;
    }
}
