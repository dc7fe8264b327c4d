namespace Entente.Connectors.Jira;

/// <summary>What may be set for one Jira connection beyond its <see cref="Core.Tickets.ConnectionSettings"/>.</summary>
internal sealed record JiraOptions
{
    /// <summary>
    /// Keys of the projects that polls are restricted to and that the check asks for rights in. Default: all that the account sees.
    /// </summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>
    /// How far each poll looks back behind the newest change it has seen. Default 5 min, range 1 min to the connection's look-back.
    /// </summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often a poll looks back over the connection's whole look-back, for changes that the search index showed late (RELIABILITY R01).
    /// Default 30 min.
    /// </summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(30);
}
