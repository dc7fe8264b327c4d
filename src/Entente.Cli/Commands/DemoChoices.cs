namespace Entente.Cli.Commands;

/// <summary>What the user of <c>entente demo</c> chose.</summary>
internal sealed record DemoChoices(bool Once, bool Json, int Port)
{
    public DirectoryInfo? From { get; init; }

    /// <summary>Text in the names of the journeys to play; null for all.</summary>
    public string? Only { get; init; }

    public Uri? Sandbox { get; init; }

    public Uri? Hub { get; init; }

    public DirectoryInfo? Data { get; init; }
}
