namespace Entente.Cli.Output;

/// <summary>Ends a command with a sentence for its user: what happened and what to do.</summary>
internal sealed class UserException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
