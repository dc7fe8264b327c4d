namespace Entente.Cel;

/// <summary>
/// An evaluation error as a value. Errors travel as values, not exceptions, because <c>||</c>, <c>&amp;&amp;</c>, <c>all</c> and <c>exists</c>
/// absorb them: a list of a thousand elements that all fail must stay cheap.
/// </summary>
internal sealed class Fault(string code, string message, int offset = Fault.NoOffset)
{
    public const int NoOffset = -1;

    public string Code { get; } = code;

    public string Message { get; } = message;

    /// <summary>UTF-16 offset into the expression, or <see cref="NoOffset"/> until the failing step adds its own.</summary>
    public int Offset { get; } = offset;

    public Fault At(int offset) => Offset == NoOffset ? new Fault(Code, Message, offset) : this;
}
