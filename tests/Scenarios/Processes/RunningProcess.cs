using System.Collections.Concurrent;
using System.Diagnostics;

namespace Entente.Scenarios.Processes;

/// <summary>A command that runs until it is killed, such as a hub or a sandbox.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProcess(Process process) => this.process = process;

    /// <summary>All that it printed so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Starts a command and waits until it prints a line that holds a text.</summary>
    public static async Task<RunningProcess> StartAsync(string readyText, params string[] arguments)
    {
        var running = new RunningProcess(new Process { StartInfo = EntenteProcess.StartOf(arguments), EnableRaisingEvents = true });
        running.Follow(readyText, arguments);
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        await running.ready.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return running;
    }

    /// <summary><c>kill -9</c>: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary><c>SIGSTOP</c>: it stands still with all its sockets open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary><c>SIGCONT</c>: it goes on as if no time had passed.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>The process as the system numbers it.</summary>
    public int Id => process.Id;

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Follow(string readyText, string[] arguments)
    {
        void Take(object sender, DataReceivedEventArgs received)
        {
            if (received.Data is not { } line)
                return;
            lines.Enqueue(line);
            if (line.Contains(readyText, StringComparison.Ordinal))
                ready.TrySetResult();
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException(
            $"entente {string.Join(' ', arguments)} ended with {process.ExitCode}: {string.Join('\n', lines)}"));
    }
}
