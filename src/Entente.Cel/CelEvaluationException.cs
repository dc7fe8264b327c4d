namespace Entente.Cel;

/// <summary>
/// The expression failed on these values. A host function throws it too, with the constructor without position, to fail the call as
/// any built-in function would: <c>||</c>, <c>&amp;&amp;</c>, <c>all</c> and <c>exists</c> may then absorb it.
/// </summary>
public sealed class CelEvaluationException : Exception
{
    public CelEvaluationException(string code, string message)
        : this(code, message, 0, 0)
    {
    }

    internal CelEvaluationException(string code, string message, int line, int column)
        : base(message)
    {
        Code = code;
        Line = line;
        Column = column;
    }

    /// <summary>One of <see cref="CelErrorCodes"/>, or the host function's own.</summary>
    public string Code { get; }

    /// <summary>1-based line of the part that failed; 0 when thrown by a host function.</summary>
    public int Line { get; }

    /// <summary>1-based column in UTF-16 units; 0 when thrown by a host function.</summary>
    public int Column { get; }
}
