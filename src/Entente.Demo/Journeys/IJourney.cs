using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>One thing that people do, and what must come of it.</summary>
internal interface IJourney
{
    string Name { get; }

    Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation);
}
