namespace Entente.Cel;

/// <summary>The expression cannot be compiled. Lists every error found, in the order of the text; there is at least one.</summary>
public sealed class CelCompileException : Exception
{
    public CelCompileException(IReadOnlyList<CelCompileError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    public IReadOnlyList<CelCompileError> Errors { get; }
}
