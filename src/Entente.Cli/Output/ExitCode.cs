namespace Entente.Cli.Output;

/// <summary>What a command's exit code says.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was tried and failed.</summary>
    public const int Failed = 1;

    /// <summary>The user's input is wrong.</summary>
    public const int Input = 2;

    /// <summary>The machine lacks something.</summary>
    public const int Environment = 3;
}
