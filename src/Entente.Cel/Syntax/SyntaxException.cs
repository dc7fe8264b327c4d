namespace Entente.Cel.Syntax;

/// <summary>Leaves the parser at the first error it cannot read past; never leaves this folder.</summary>
internal sealed class SyntaxException(int offset, string code, string message, string remedy) : Exception(message)
{
    public SyntaxException(int offset, string message, string remedy)
        : this(offset, CelErrorCodes.Syntax, message, remedy)
    {
    }

    public int Offset { get; } = offset;

    public string Code { get; } = code;

    public string Remedy { get; } = remedy;
}
