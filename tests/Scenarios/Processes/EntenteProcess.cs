using System.Diagnostics;

namespace Entente.Scenarios.Processes;

/// <summary>The command line as a process of its own: the program that was built with these tests.</summary>
internal static class EntenteProcess
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    public static ProcessStartInfo StartOf(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Entente.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs a command to its end; one that does not end within a minute is ended and fails the test.</summary>
    public static Task<CommandResult> RunAsync(string[] arguments, string input = "") => RunAsync(LongestRun, arguments, input);

    /// <summary>Runs a command that may take its time.</summary>
    public static Task<CommandResult> RunAsync(TimeSpan longest, params string[] arguments) => RunAsync(longest, arguments, input: "");

    public static Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(arguments, input: "");

    private static async Task<CommandResult> RunAsync(TimeSpan longest, string[] arguments, string input)
    {
        var began = Stopwatch.StartNew();
        using var process = Process.Start(StartOf(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"entente {string.Join(' ', arguments)} did not end within {longest}: {await output} {await error}");
        }

        return new CommandResult(process.ExitCode, await output, await error, began.Elapsed);
    }
}
