using Entente.Simulation.Tests.Engine;

using Microsoft.Extensions.Logging;

namespace Entente.Simulation.Tests.World;

/// <summary>A node's log: what it reports as a bug is one, unless the run itself threw it.</summary>
internal sealed class WorldLog(SimulatedWorld world, NodeLife life) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        world.Trace(() => $"{life.Name} logs: {formatter(state, exception)} {exception?.Message}");
        if (logLevel >= LogLevel.Error && exception is not null)
            world.Watch.TurnFailed(life, exception);
    }
}
