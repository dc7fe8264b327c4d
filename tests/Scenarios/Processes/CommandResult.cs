namespace Entente.Scenarios.Processes;

/// <summary>What a finished command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error, TimeSpan Took)
{
    public string All => Output + Error;
}
