using Microsoft.Extensions.Logging;

namespace Entente.Unit.Tests.Node;

/// <summary>A turn that fails by a bug is logged and made again later by a running node; in a test it fails the test.</summary>
internal sealed class FailingLog : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            throw new InvalidOperationException(formatter(state, exception), exception);
    }
}
