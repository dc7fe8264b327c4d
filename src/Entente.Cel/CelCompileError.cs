namespace Entente.Cel;

/// <summary>One thing wrong with an expression.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Code">One of <see cref="CelErrorCodes"/>.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Remedy">What to do about it, one sentence.</param>
public sealed record CelCompileError(int Line, int Column, string Code, string Message, string Remedy)
{
    public override string ToString() => $"{Line}:{Column}: {Message} {Remedy} [{Code}]";
}
