using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Entente.Servers;

/// <summary>
/// A private PostgreSQL in a temporary folder, on a free port of the loopback address. Gone with its test run, even one that is killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder = PostgresPrograms.MakeFolder();
    private readonly int port = FreePort();
    private readonly bool isDurable;
    private Run? run;

    private PostgresServer(bool isDurable) => this.isDurable = isDurable;

    private string Data => Path.Combine(folder, "data");

    /// <param name="isDurable">False: does not sync, for tests in which nothing but the store itself is judged.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable)
    {
        var server = new PostgresServer(isDurable);
        await PostgresPrograms.RunAsync("initdb", "-D", server.Data, "-U", "entente", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The address of a schema in it, which the first store opened there makes.</summary>
    public string AddressOf(string schema) => $"postgres://entente@127.0.0.1:{port}/postgres?schema={schema}";

    /// <summary>Starts it on what the last run left, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        run = new Run(PostgresPrograms.StartOf(
            "postgres", "-D", Data, "-h", "127.0.0.1", "-k", folder, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", $"fsync={(isDurable ? "on" : "off")}", "-c", "max_connections=200", "-c", "log_min_messages=fatal", "-c", "shared_buffers=64MB"));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var asked = 0; await PostgresPrograms.TryRunAsync("pg_isready", "-q", "-h", "127.0.0.1", "-p", $"{port}") is not null; asked++)
        {
            if (asked == 600 || run.HasEnded)
                throw new InvalidOperationException($"PostgreSQL did not start within 30 s: {string.Join('\n', run.Lines)}");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>As a crash: no session is told, nothing is flushed that was not acknowledged.</summary>
    public async Task StopImmediatelyAsync()
    {
        await PostgresPrograms.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        await run!.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (run is { HasEnded: false })
            await StopImmediatelyAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>One run of the server, on a thread that lives as long as it: the system ends the server with that thread.</summary>
    private sealed class Run
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> lines = [];

        public Run(ProcessStartInfo start) => new Thread(() => Live(start)) { IsBackground = true, Name = "PostgreSQL" }.Start();

        public bool HasEnded => ended.Task.IsCompleted;

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines)
                    return [.. lines];
            }
        }

        public Task EndAsync() => ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

        private void Live(ProcessStartInfo start)
        {
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, said) => Keep(said.Data);
            process.ErrorDataReceived += (_, said) => Keep(said.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            ended.SetResult();
        }

        private void Keep(string? line)
        {
            lock (lines)
                if (line is not null)
                    lines.Add(line);
        }
    }
}
